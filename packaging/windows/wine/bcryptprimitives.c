/* Only for trying the program under wine 8: Windows itself has this library. */

#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID, ULONG); /* fills with random bytes; its documented name */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) {
    const SIZE_T most = 1 << 20;
    while (length > 0) {
        ULONG now = (ULONG)(length < most ? length : most);
        if (!SystemFunction036(data, now)) return FALSE;
        data += now;
        length -= now;
    }
    return TRUE;
}
