@echo off
rem Runs the command line that "mvn package" has built. JAVA_HOME chooses the Java, else it is the one on PATH;
rem JAVA_OPTS are options for it.
setlocal
set "jar=%~dp0..\target\gradstep.jar"
if not exist "%jar%" (
    echo gradstep: "%jar%" is missing; build it with: mvn -q -DskipTests package 1>&2
    exit /b 2
)
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" %JAVA_OPTS% -jar "%jar%" %*
exit /b %errorlevel%
