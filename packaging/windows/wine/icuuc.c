/* Only for trying the program under wine 8, which has no ICU while Windows 10 and later have it.
   Every converter is "not there", so Qt knows the encodings that are built into it, and no other. */

#define CALL __declspec(dllexport)
#define NOT_THERE 4 /* U_FILE_ACCESS_ERROR */

static void *none(int *error) {
    if (error) *error = NOT_THERE;
    return 0;
}

CALL void *ucnv_open(const char *name, int *error) { return (void)name, none(error); }
CALL void ucnv_close(void *converter) { (void)converter; }
CALL void ucnv_reset(void *converter) { (void)converter; }
CALL signed char ucnv_getMaxCharSize(const void *converter) { return (void)converter, 1; }
CALL const char *ucnv_getName(const void *converter, int *error) {
    return (void)converter, none(error);
}
CALL const char *ucnv_getStandardName(const char *name, const char *standard, int *error) {
    return (void)name, (void)standard, none(error);
}
CALL const char *ucnv_getAvailableName(int number) { return (void)number, (char *)0; }
CALL int ucnv_countAvailable(void) { return 0; }
CALL int ucnv_toUCountPending(const void *converter, int *error) {
    return (void)converter, none(error), 0;
}
CALL int ucnv_fromUCountPending(const void *converter, int *error) {
    return (void)converter, none(error), 0;
}

/* Asked for by name and never reached without a converter. */
CALL void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
CALL void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
CALL void ucnv_getToUCallBack(void) {}
CALL void ucnv_getFromUCallBack(void) {}
CALL void ucnv_setToUCallBack(void) {}
CALL void ucnv_setFromUCallBack(void) {}
CALL void ucnv_cbToUWriteUChars(void) {}
CALL void ucnv_cbFromUWriteUChars(void) {}
CALL void ucnv_toUnicode(void) {}
CALL void ucnv_fromUnicode(void) {}
