package io.gradstep.demos.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.CommandLineRun;
import io.gradstep.demos.Gradstep;
import io.gradstep.demos.JavaProcess;
import io.gradstep.demos.console.Terminal;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServeCommandTest {
    @Test
    void a_port_in_use_is_one_message() throws IOException {
        try (PlaygroundServer other = PlaygroundServer.start(0)) {
            String port = other.url().replaceAll("\\D*127\\.0\\.0\\.1:(\\d+)/", "$1");
            CommandLineRun run = CommandLineRun.of("serve", "--port", port);
            assertThat(run.err())
                    .startsWith("gradstep: cannot listen on port " + port + ": ")
                    .endsWith("; choose another with --port, or --port 0 for any free one\n")
                    .hasLineCount(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.exitCode()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"70000, 'must be from 0 to 65535, not 70000'", "-1, not -1", "http, 'expected a whole number'"})
    void what_is_no_port_is_refused(String port, String message) {
        CommandLineRun run = CommandLineRun.of("serve", "--port", port);
        assertThat(run.err()).startsWith("gradstep: ").contains(message).hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    private static Process start(Class<?> main, Map<String, String> environment, String javaOption, String... words)
            throws IOException {
        List<String> command = JavaProcess.command();
        command.addAll(List.of(
                javaOption, "-cp", System.getProperty("java.class.path"), main.getName(), "serve", "--port", "0"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** As Ctrl-C does, the system asks it to end. Whatever Java's settings, the address is one that answers. */
    @ParameterizedTest
    @Timeout(60)
    @ValueSource(strings = {"-ea", "-Djava.net.preferIPv6Addresses=true", "-Djava.net.preferIPv4Stack=true"})
    void it_says_where_it_is_and_ends_when_it_is_told_to(String javaOption) throws Exception {
        Process process = start(Gradstep.class, Map.of(), javaOption);
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String address = said.readLine();
            assertThat(address).matches("Playground running at http://(127\\.0\\.0\\.1|\\[::1]):\\d+/");
            assertThat(said.readLine()).isEqualTo("Press Ctrl-C to stop.");
            URL url = URI.create(address.replace("Playground running at ", "")).toURL();
            try (InputStream page = url.openStream()) {
                assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("Gradstep playground");
            }
            process.toHandle().destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(said.readLine()).as("no last words").isNull();
        } finally {
            process.destroyForcibly();
        }
    }

    /** The command line as if somebody sat at a terminal. */
    static final class OnATerminal {
        public static void main(String[] words) {
            Terminal terminal = new Terminal(System.in, System.out, System.err, StandardCharsets.UTF_8, false, true);
            System.exit(Gradstep.run(words, terminal));
        }
    }

    /** A browser that writes down where it was sent. */
    @ParameterizedTest
    @Timeout(60)
    @CsvSource({":0, '', true", ":0, --no-open, false", "'', '', false"})
    void it_opens_the_browser_where_there_is_a_display(
            String display, String option, boolean opens, @TempDir Path folder) throws Exception {
        Path opened = folder.resolve("opened");
        Path browser = folder.resolve("xdg-open");
        Files.writeString(browser, "#!/bin/sh\necho \"$1\" > '%s.part'; mv '%1$s.part' '%1$s'\n".formatted(opened));
        assertThat(browser.toFile().setExecutable(true)).isTrue();
        Map<String, String> environment = Map.of(
                "DISPLAY", display, "WAYLAND_DISPLAY", "", "PATH", folder + File.pathSeparator + System.getenv("PATH"));
        String[] options = option.isEmpty() ? new String[0] : new String[] {option};
        Process process = start(OnATerminal.class, environment, "-ea", options);
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String address = said.readLine().replace("Playground running at ", "");
            assertThat(said.readLine()).isEqualTo("Press Ctrl-C to stop.");
            for (int i = 0; i < (opens ? 200 : 10) && !Files.exists(opened); i++) {
                Thread.sleep(50);
            }
            assertThat(Files.exists(opened)).isEqualTo(opens);
            if (opens) {
                assertThat(opened).hasContent(address);
            }
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
