package io.gradstep.viz.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import guru.nidi.graphviz.engine.Engine;
import guru.nidi.graphviz.engine.Format;
import guru.nidi.graphviz.engine.GraphvizException;
import guru.nidi.graphviz.engine.Options;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stands shell scripts in for dot. */
class DotProcessTest {
    private static final Options SVG = Options.create().engine(Engine.DOT).format(Format.SVG);

    @TempDir
    private Path temp;

    private Path folder;

    @BeforeEach
    void needs_a_shell() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "the stand-ins for dot are shell scripts");
        folder = Files.createDirectory(temp.resolve("a folder with spaces"));
    }

    private Path dot(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("dot"), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private static String run(Path dot, Duration timeout, String source) throws IOException {
        return new DotProcess(dot, timeout).execute(source, SVG, null).asString();
    }

    @Test
    void passes_the_source_in_and_the_answer_out_as_utf8() throws IOException {
        assertThat(run(dot("cat"), Duration.ofSeconds(10), "digraph { θ }")).isEqualTo("digraph { θ }");
    }

    @Test
    void asks_for_algorithm_and_format_by_graphvizs_names() throws IOException {
        Path dot = dot("echo \"$@\"");
        assertThat(run(dot, Duration.ofSeconds(10), "")).isEqualTo("-Kdot -Tsvg\n");
        Options other = Options.create().engine(Engine.NEATO).format(Format.PLAIN_EXT);
        assertThat(new DotProcess(dot, Duration.ofSeconds(10))
                        .execute("", other, null)
                        .asString())
                .isEqualTo("-Kneato -Tplain-ext\n");
    }

    /** Answers and complains with megabytes before it reads a line: any order of reading and writing must do. */
    @Test
    void does_not_lock_up_on_large_output() throws IOException {
        Path dot = dot("head -c 3000000 /dev/zero | tr '\\0' x; head -c 3000000 /dev/zero | tr '\\0' y >&2; cat");
        String answer = run(dot, Duration.ofSeconds(30), "z".repeat(3_000_000));
        assertThat(answer).hasSize(6_000_000).startsWith("x").endsWith("z");
    }

    @Test
    void reports_what_the_program_complained_of() throws IOException {
        Path dot = dot("cat >/dev/null; echo 'syntax error in line 7' >&2; exit 3");
        assertThatThrownBy(() -> run(dot, Duration.ofSeconds(10), "digraph {"))
                .isInstanceOf(GraphvizException.class)
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("syntax error in line 7");
    }

    @Test
    void takes_a_program_that_does_not_read_its_input() throws IOException {
        Path dot = dot("exec <&-; echo fine");
        assertThat(run(dot, Duration.ofSeconds(10), "z".repeat(1_000_000))).isEqualTo("fine\n");
    }

    @Test
    void stops_a_program_that_takes_too_long_and_what_it_started() throws IOException {
        Path late = folder.resolve("late");
        Path dot = dot("(sleep 2; touch '" + late + "') & sleep 60");
        long start = System.nanoTime();
        assertThatThrownBy(() -> run(dot, Duration.ofMillis(300), ""))
                .isInstanceOf(GraphvizException.class)
                .hasMessageContaining("longer than 300 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        // A killed process takes a moment to go.
        while (isOurProgramAlive()
                && Duration.ofNanos(System.nanoTime() - start).toSeconds() < 30) {
            Thread.onSpinWait();
        }
        assertThat(isOurProgramAlive()).isFalse();
    }

    private boolean isOurProgramAlive() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .anyMatch(process -> process.info().commandLine().orElse("").contains(folder.toString()));
    }

    /** Whether the answer arrives is up to the JVM, which may read what is there and close the stream. */
    @Test
    void does_not_wait_for_a_child_that_keeps_the_output_open() throws IOException {
        Path dot = dot("sleep 20 & echo answer");
        long start = System.nanoTime();
        Throwable failure = catchThrowable(() -> run(dot, Duration.ofSeconds(60), ""));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        if (failure != null) {
            assertThat(failure).hasMessageContaining("kept its output open");
        }
    }

    @Test
    void stops_waiting_when_interrupted() throws IOException {
        Path dot = dot("sleep 60");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run(dot, Duration.ofSeconds(50), ""))
                .isInstanceOf(GraphvizException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void reports_what_is_no_program() throws IOException {
        Path notAProgram = Files.writeString(folder.resolve("dot"), "nothing to run");
        assertThatThrownBy(() -> run(notAProgram, Duration.ofSeconds(10), ""))
                .isInstanceOf(GraphvizException.class)
                .hasMessageContaining("cannot be run");
    }

    @Test
    void leaves_no_files_behind() throws IOException {
        run(dot("cat"), Duration.ofSeconds(10), "digraph {}");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("dot"));
        }
    }

    @Test
    void is_found_in_the_first_folder_of_the_search_path_that_has_it() throws IOException {
        Path dot = dot("cat");
        Path empty = Files.createDirectory(temp.resolve("empty"));
        String path = String.join(File.pathSeparator, "", ".", "relative", "\0", empty.toString(), folder.toString());
        assertThat(DotProcess.find(path)).contains(dot);
        assertThat(DotProcess.find(empty.toString())).isEmpty();
        assertThat(DotProcess.find("")).isEmpty();
    }

    @Test
    void is_not_found_where_it_cannot_be_run_or_is_a_folder() throws IOException {
        Path dot = dot("cat");
        assertThat(dot.toFile().setExecutable(false)).isTrue();
        Files.createDirectory(temp.resolve("dot"));
        assertThat(DotProcess.find(folder + File.pathSeparator + temp)).isEmpty();
    }
}
