; The setup for Windows: for one person, without an administrator, in the program's five languages.
; makensis -DVERSION=… -DCONTENT=folder -DOUT=file [-DQUICK] setup.nsi
;
; What a person wrote stays where it is, whatever is installed over it or removed: the workspace
; lies in the person's own data folder, never here.

Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestLongPathAware true
SetDateSave off
!include "MUI2.nsh"
!include "FileFunc.nsh"

Name "CareFacilitator"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\CareFacilitator"
InstallDirRegKey HKCU "Software\CareFacilitator" "Folder"
BrandingText " "
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID /FINAL lzma
  SetCompressorDictSize 64
!endif

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "CareFacilitator"
VIAddVersionKey "FileDescription" "CareFacilitator"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" ""

!define MUI_ICON "${CONTENT}/app.ico"
!define MUI_UNICON "${CONTENT}/app.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\CareFacilitator.exe"
!define REMOVAL "Software\Microsoft\Windows\CurrentVersion\Uninstall\CareFacilitator"
!define BUNDLE "Software\Classes\CareFacilitator.Bundle"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Spanish"
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "Portuguese"
!insertmacro MUI_LANGUAGE "Arabic"

LangString RUNNING ${LANG_ENGLISH} "CareFacilitator is open. Please close it, then try again. Nothing was changed."
LangString RUNNING ${LANG_SPANISH} "CareFacilitator está abierto. Ciérrelo y vuelva a intentarlo. No se cambió nada."
LangString RUNNING ${LANG_FRENCH} "CareFacilitator est ouvert. Fermez-le, puis réessayez. Rien n’a été changé."
LangString RUNNING ${LANG_PORTUGUESE} "O CareFacilitator está aberto. Feche-o e tente de novo. Nada foi alterado."
LangString RUNNING ${LANG_ARABIC} "البرنامج مفتوح. أغلقه ثم حاول من جديد. لم يتغيّر شيء."
LangString A_BUNDLE ${LANG_ENGLISH} "Bundle of workshops"
LangString A_BUNDLE ${LANG_SPANISH} "Paquete de talleres"
LangString A_BUNDLE ${LANG_FRENCH} "Paquet d’ateliers"
LangString A_BUNDLE ${LANG_PORTUGUESE} "Pacote de oficinas"
LangString A_BUNDLE ${LANG_ARABIC} "حزمة ورش"

; A program that runs keeps its library open: then nothing is touched, in a silent run as well.
!macro STOP_WHILE_OPEN
  ClearErrors
  IfFileExists "$INSTDIR\runtime\python311.dll" 0 +5
    FileOpen $0 "$INSTDIR\runtime\python311.dll" a
    IfErrors 0 +3
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDOK
      Abort
    FileClose $0
!macroend

!macro REMOVE_PROGRAM
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\runtime"
  Delete "$INSTDIR\CareFacilitator.exe"
  Delete "$INSTDIR\carefacilitator-cli.exe"
  Delete "$INSTDIR\app.ico"
  Delete "$INSTDIR\LICENSES.txt"
!macroend

Section
  !insertmacro STOP_WHILE_OPEN
  !insertmacro REMOVE_PROGRAM
  SetOutPath "$INSTDIR"
  File /r "${CONTENT}/*"
  CreateShortCut "$SMPROGRAMS\CareFacilitator.lnk" "$INSTDIR\CareFacilitator.exe" "" "$INSTDIR\app.ico"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "Software\CareFacilitator" "Folder" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\.carebundle" "" "CareFacilitator.Bundle"
  WriteRegStr HKCU "${BUNDLE}" "" "$(A_BUNDLE)"
  WriteRegStr HKCU "${BUNDLE}\DefaultIcon" "" "$INSTDIR\app.ico"
  WriteRegStr HKCU "${BUNDLE}\shell\open\command" "" '"$INSTDIR\CareFacilitator.exe" "%1"'
  WriteRegStr HKCU "${REMOVAL}" "DisplayName" "CareFacilitator"
  WriteRegStr HKCU "${REMOVAL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${REMOVAL}" "DisplayIcon" "$INSTDIR\app.ico"
  WriteRegStr HKCU "${REMOVAL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${REMOVAL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${REMOVAL}" "NoModify" 1
  WriteRegDWORD HKCU "${REMOVAL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${REMOVAL}" "EstimatedSize" "$0"
SectionEnd

Section "Uninstall"
  !insertmacro STOP_WHILE_OPEN
  !insertmacro REMOVE_PROGRAM
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\CareFacilitator.lnk"
  DeleteRegKey HKCU "${REMOVAL}"
  DeleteRegKey HKCU "${BUNDLE}"
  ReadRegStr $0 HKCU "Software\Classes\.carebundle" ""
  StrCmp $0 "CareFacilitator.Bundle" 0 +2
    DeleteRegKey HKCU "Software\Classes\.carebundle"
  DeleteRegKey HKCU "Software\CareFacilitator"
SectionEnd
