package io.gradstep.demos.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A master and workers on this machine, and programs that are submitted to them, as processes. */
final class SparkProcesses implements AutoCloseable {
    /** Where the build laid Spark out. */
    private static final Path HOME = Path.of("src/home/target").toAbsolutePath();

    /** What spark-submit passes to a JVM. */
    private static final List<String> OPENS = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.cs=ALL-UNNAMED",
            "--add-opens=java.base/sun.security.action=ALL-UNNAMED",
            "--add-opens=java.base/sun.util.calendar=ALL-UNNAMED");

    /** Options of a JVM that does not run long. */
    static final String QUICK = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path folder;
    private final List<Process> started = new ArrayList<>();

    SparkProcesses(Path folder) {
        this.folder = folder;
    }

    /** Starts a master, and returns its address. */
    String master() throws IOException {
        start(
                "master",
                "192m",
                List.of(
                        "org.apache.spark.deploy.master.Master",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "0",
                        "--webui-port",
                        "0"));
        Pattern address = Pattern.compile("Starting Spark master at (spark://[^\\s]+)");
        return await("the master's address", () -> {
            Matcher found = address.matcher(read(folder.resolve("master.err")));
            return found.find() ? found.group(1) : "";
        });
    }

    /** Starts a worker of one core. */
    Process worker(String name, String master) throws IOException {
        return start(
                name,
                "192m",
                List.of(
                        "org.apache.spark.deploy.worker.Worker",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "0",
                        "--webui-port",
                        "0",
                        "--cores",
                        "1",
                        "--memory",
                        "512m",
                        "--work-dir",
                        folder.resolve(name).toString(),
                        master));
    }

    /** Submits the jar; output goes to files of that name. */
    Process submit(String name, List<String> settings, List<String> words) throws IOException {
        List<String> all = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit"));
        settings.forEach(setting -> all.addAll(List.of("--conf", setting)));
        all.add(Path.of("target/gradstep-spark.jar").toAbsolutePath().toString());
        all.addAll(words);
        return start(name, "512m", all);
    }

    /** Starts Java with some class path. */
    Process java(String name, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        builder.environment().put("SPARK_HOME", HOME.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("SPARK_LOCAL_DIRS", folder.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private Process start(String name, String heap, List<String> words) throws IOException {
        List<String> all = new ArrayList<>(List.of(QUICK.split(" ")));
        all.add("-Xmx" + heap);
        all.addAll(OPENS);
        all.addAll(List.of("-cp", HOME.resolve("jars") + "/*"));
        all.addAll(words);
        return java(name, all);
    }

    /** Waits until a text is there. */
    static String await(String what, Supplier<String> text) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            String found = text.get();
            if (!found.isEmpty()) {
                return found;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalStateException("waited in vain for " + what);
    }

    /** Waits for the end of a process, and returns its exit code. */
    static int exit(Process process) throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("it does not end");
        }
        return process.exitValue();
    }

    /** Stops a process in its tracks, so that whatever it is given remains undone. */
    static void freeze(long pid) throws IOException, InterruptedException {
        exit(new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start());
    }

    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
