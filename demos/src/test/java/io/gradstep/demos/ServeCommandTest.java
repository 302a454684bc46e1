package io.gradstep.demos;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.serve.PlaygroundServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeCommandTest {
    @Test
    void a_port_in_use_is_one_message() throws IOException {
        try (PlaygroundServer other = PlaygroundServer.start(0)) {
            String port = other.url().replaceAll("\\D*127\\.0\\.0\\.1:(\\d+)/", "$1");
            CommandLineRun run = CommandLineRun.of("serve", "--port", port);
            assertThat(run.err())
                    .startsWith("gradstep: nothing can listen on port " + port + ": ")
                    .endsWith("; choose another with --port, or let --port 0 choose\n")
                    .hasLineCount(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.exitCode()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"70000, 'a number from 0 to 65535, not 70000'", "-1, not -1", "http, 'expected a whole number'"})
    void what_is_no_port_is_refused(String port, String message) {
        CommandLineRun run = CommandLineRun.of("serve", "--port", port);
        assertThat(run.err()).startsWith("gradstep: ").contains(message).hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    /** As Ctrl-C does, the system asks it to end. */
    @Test
    @Timeout(60)
    void it_says_where_it_is_and_ends_when_it_is_told_to() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Gradstep.class.getName(),
                        "serve",
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).matches("The playground is at http://127\\.0\\.0\\.1:\\d+/");
            assertThat(said.readLine()).isEqualTo("Ctrl-C stops it.");
            process.toHandle().destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(said.readLine()).as("no last words").isNull();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @Timeout(60)
    void an_interruption_ends_it_too() throws Exception {
        int[] exitCode = {-1};
        Thread thread = new Thread(
                () -> exitCode[0] = CommandLineRun.of("serve", "--port", "0").exitCode());
        thread.start();
        Thread.sleep(300);
        thread.interrupt();
        thread.join();
        assertThat(exitCode[0]).isZero();
    }
}
