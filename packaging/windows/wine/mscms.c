/* Only for trying the program under wine 8, whose own library lacks a call that Qt asks for. Every
   colour profile is "not there", so screens are taken for sRGB. */

#include <windows.h>

#define CALL(type) __declspec(dllexport) type WINAPI

CALL(BOOL) CloseColorProfile(void *profile) {
    (void)profile;
    return TRUE;
}

CALL(BOOL) GetColorProfileFromHandle(void *profile, BYTE *data, DWORD *size) {
    (void)profile, (void)data;
    if (size) *size = 0;
    SetLastError(ERROR_INVALID_HANDLE);
    return FALSE;
}

static void *none(void) {
    SetLastError(ERROR_NOT_SUPPORTED);
    return NULL;
}

CALL(void *) OpenColorProfileW(void *profile, DWORD access, DWORD share, DWORD create) {
    (void)profile, (void)access, (void)share, (void)create;
    return none();
}

CALL(void *)
WcsOpenColorProfileW(void *one, void *two, void *three, DWORD a, DWORD b, DWORD c, DWORD d) {
    (void)one, (void)two, (void)three, (void)a, (void)b, (void)c, (void)d;
    return none();
}

CALL(void *) WcsCreateIccProfile(void *profile, DWORD options) {
    (void)profile, (void)options;
    return none();
}
