/* The door of the Windows program: loads the Python that lies beside it and runs the package.

   Python's own executables stay out, so that the program has its own name, icon and version in the
   task manager, and so that what is signed by Python's publisher stays as it was signed. */

#include <windows.h>

#include <shellapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define LONGEST 32768 /* letters of a path where long paths are allowed */

typedef int (*python_main)(int, wchar_t **);

static const wchar_t *const MISSING =
    L"Part of the program is missing. Nothing of yours is lost. Please copy its whole folder "
    L"again, or install it again.";
static const wchar_t *const BEFORE[] = {L"-X", L"utf8", L"-m", L"carefacilitator"};
#define BEFORE_COUNT ((int)(sizeof BEFORE / sizeof *BEFORE))

static int refuse(void) {
#ifdef CONSOLE
    fwprintf(stderr, L"%ls\n", MISSING);
#else
    MessageBoxW(NULL, MISSING, L"CareFacilitator", MB_ICONERROR);
#endif
    return 3;
}

static int run(int count, wchar_t **arguments) {
    static wchar_t library[LONGEST];
    static const wchar_t inside[] = L"runtime\\python311.dll";
    DWORD length = GetModuleFileNameW(NULL, library, LONGEST);
    while (length > 0 && library[length - 1] != L'\\') length--;
    if (length + wcslen(inside) >= LONGEST) return refuse();
    wcscpy(library + length, inside);
    HMODULE loaded = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    python_main start = loaded ? (python_main)(void *)GetProcAddress(loaded, "Py_Main") : NULL;
    wchar_t **all = calloc((size_t)count + BEFORE_COUNT + 1, sizeof *all);
    if (start == NULL || all == NULL) return refuse();
    int filled = 0;
    all[filled++] = arguments[0];
    for (int i = 0; i < BEFORE_COUNT; i++) all[filled++] = (wchar_t *)BEFORE[i];
    for (int i = 1; i < count; i++) all[filled++] = arguments[i];
    return start(filled, all);
}

#ifdef CONSOLE
int wmain(int count, wchar_t **arguments) { return run(count, arguments); }
#else
int WINAPI wWinMain(HINSTANCE here, HINSTANCE before, LPWSTR line, int shown) {
    int count = 0;
    wchar_t **arguments = CommandLineToArgvW(GetCommandLineW(), &count);
    (void)here, (void)before, (void)line, (void)shown;
    return run(count, arguments);
}
#endif
