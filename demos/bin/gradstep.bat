@echo off
rem Starts gradstep, in a build's folder or where it was unpacked. It takes the Java that lies beside it, else that of
rem JAVA_HOME, else the one on PATH; JAVA_OPTS are options for it. Its reasons are in the script gradstep.
setlocal
set "jar=%~dp0..\lib\gradstep-all.jar"
if not exist "%jar%" set "jar=%~dp0..\target\gradstep.jar"
if not exist "%jar%" (
    echo gradstep: "%jar%" is missing; build it with: mvn -q -DskipTests package 1>&2
    exit /b 2
)
rem Not "home": the names of variables are the same in any case, and Java would hand HOME on.
set "jdk=%JAVA_HOME%"
if exist "%~dp0..\runtime\bin\java.exe" set "jdk=%~dp0..\runtime"
set "java=java"
if defined jdk set "java=%jdk%\bin\java"
if not defined jdk for %%j in (java.exe) do if not "%%~$PATH:j"=="" set "jdk=%%~dp$PATH:j.."

set "flags=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData"
for %%c in (train fit gpt serve shell) do if "%~1"=="%%c" set "flags="

set "archive="
if defined jdk if exist "%jdk%\release" if exist "%~dp0..\lib\gradstep-all.jar" call :archive
"%java%" %archive% %flags% %JAVA_OPTS% -jar "%jar%" %*
exit /b %errorlevel%

:archive
set "version="
for /f "tokens=2 delims==" %%v in ('findstr /b "JAVA_VERSION=" "%jdk%\release"') do set "version=%%~v"
if not defined version exit /b 0
set "file=%~dp0..\lib\gradstep-%version%.jsa"
if not exist "%file%" call :write_archive >nul 2>&1
if not exist "%file%" exit /b 0
for %%f in ("%file%") do if %%~zf gtr 0 set archive="-XX:SharedArchiveFile=%file%"
exit /b 0

:write_archive
set "new=%file%.%random%"
rem An empty file where this Java cannot write an archive; none at all in a folder that is not to be written to.
type nul >"%new%"
if not exist "%new%" exit /b 0
"%java%" -XX:DumpLoadedClassList="%new%.classes" -jar "%jar%" step "f = (x+y)z" x=-2 y=5 z=-4 --html "%new%.html"
"%java%" -XX:+UseG1GC -Xshare:dump -XX:SharedClassListFile="%new%.classes" -XX:SharedArchiveFile="%new%" -jar "%jar%"
del "%new%.classes" "%new%.html"
move /y "%new%" "%file%" || del "%new%"
exit /b 0
