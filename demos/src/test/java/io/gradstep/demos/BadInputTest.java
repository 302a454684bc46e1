package io.gradstep.demos;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.console.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong: exit code 2, one message that says what, no stack trace, nothing on standard output. */
class BadInputTest {
    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("a command is missing"),
                mistake("unknown command 'stp'; did you mean", "stp", "x"),
                mistake("unknown command 'stp'; did you mean", "help", "stp"),
                mistake("unknown option '--foo'", "--foo"),
                mistake("unknown option '--jsn'; did you mean '--json'?", "grad", "x", "x=1", "--jsn"),
                mistake("a program is missing", "step"),
                mistake("the program is empty", "step", ""),
                mistake("the program is empty", "step", " \n ; "),
                mistake("line 1, column 1: this '(' is never closed", "step", "(x + y", "x=1", "y=2"),
                mistake("line 1, column 6", "step", "x + y)", "x=1", "y=2"),
                mistake("unknown function 'tahn'; did you mean 'tanh'?", "step", "f = tahn(x)", "x=1"),
                mistake("line 2, column 5", "step", "q = x\nf = tahn(q)", "x=1"),
                mistake("tanh", "step", "tanh(x, y)", "x=1", "y=2"),
                mistake("'q' is defined twice", "step", "q = x + 1; q = x + 2", "x=1"),
                mistake("'q' is used before its definition", "step", "f = q + x; q = 2*x", "x=1"),
                mistake("malformed number '1.2.3'", "step", "1.2.3 + x", "x=1"),
                mistake("no value is given for 'y', 'z'", "step", "f=(x+y)z", "x=1"),
                mistake("no input 'u'", "step", "x*2", "x=1", "u=2"),
                mistake("x is given two values", "step", "x*2", "x=1", "x=2"),
                mistake("'y' is not of the form name=value", "step", "x*2", "x=1", "y"),
                mistake("'x=two' does not give a number", "step", "x*2", "x=two"),
                mistake("'x=1+1' does not give a number", "step", "x*2", "x=1+1"),
                mistake("in 'x=0x10': line 1, column 3: malformed number", "step", "x*2", "x=0x10"),
                mistake("in 'x=1e999': line 1, column 3", "step", "x*2", "x=1e999"),
                mistake("in 'x=': line 1, column 3", "step", "x*2", "x="),
                mistake("'=3' is not of the form name=value", "step", "x*2", "=3"),
                mistake("a program with spaces goes in quotes", "step", "q", "=", "x", "+", "y", "x=1"),
                mistake("there is no file", "step", "-f", "no-such-file.txt"),
                mistake("with -f FILE the program comes from the file", "grad", "-f", "pom.xml", "x*y"),
                mistake("missing required parameter for option '-f'", "step", "-f"),
                mistake("missing required option: '-o=FILE'", "render", "x", "x=1"),
                mistake("file name must end in .svg", "step", "x", "x=1", "--svg", "f.png"),
                mistake("file name must end in .html", "step", "x", "x=1", "--html", "f.svg"),
                mistake("file name must end in .html", "worksheet", "x", "x=1", "-o", "f.pdf"),
                mistake("missing required option: '-o=FILE'", "worksheet", "x", "x=1"),
                mistake("--forward-only cannot be combined", "render", "x", "x=1", "-o", "f.html", "--forward-only"),
                mistake("--theme cannot be combined", "render", "x", "x=1", "-o", "f.html", "--theme", "dark"),
                mistake(
                        "--hessian and --check cannot be combined",
                        "grad",
                        "x",
                        "x=1",
                        "--json",
                        "--hessian",
                        "--check"),
                mistake("did you mean speed?", "grad", "speed = x*x", "x=1", "--outputs", "sped"),
                mistake("its values are x, f", "grad", "x*x", "x=1", "--outputs", "y"),
                mistake("f is listed twice", "grad", "x*x", "x=1", "--outputs", "f,f"),
                mistake("at least one name", "grad", "x*x", "x=1", "--outputs", ","),
                mistake("cannot be combined with --outputs", "grad", "x*x", "x=1", "--outputs", "f", "--hessian"),
                mistake("characters that this terminal's locale", "step", "\ufffd*2"),
                mistake("is not a valid file name", "render", "x", "x=1", "-o", "a\0b.svg"));
    }

    private static Arguments mistake(String message, String... words) {
        return Arguments.of(message, words);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistake_gets_one_message(String message, String[] words) {
        CommandLineRun run = CommandLineRun.of(words);

        assertThat(run.err())
                .as("gradstep %s", Arrays.asList(words))
                .startsWith("gradstep: ")
                .endsWith("\n")
                .contains(message)
                .doesNotContain("Exception", "\tat ", "Usage:", "sorry");
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void place_is_marked() {
        assertThat(CommandLineRun.of("step", "f = tahn(x)", "x=1").err()).isEqualTo("""
                        gradstep: line 1, column 5: unknown function 'tahn'; did you mean 'tanh'?
                          f = tahn(x)
                              ^^^^
                        """);
    }

    @Test
    void file_that_is_not_utf_8_is_refused(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("latin1.txt"), "a = 2\né * a".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(CommandLineRun.of("step", "-f", file.toString()).err())
                .isEqualTo("gradstep: %s is not in UTF-8: byte 0xe9 in line 2 is invalid; save it as UTF-8\n"
                        .formatted(file));
        assertThat(CommandLineRun.withInput(new byte[] {'x', (byte) 0xff}, "step", "-")
                        .err())
                .contains("standard input is not in UTF-8: byte 0xff in line 1");
    }

    @Test
    void folder_is_no_program(@TempDir Path folder) {
        assertThat(CommandLineRun.of("step", "-f", folder.toString()).err())
                .isEqualTo("gradstep: %s is a directory, not a file\n".formatted(folder));
    }

    @Test
    void hundred_thousand_parentheses_are_no_trouble() {
        String open = "(".repeat(100_000);
        String closed = ")".repeat(100_000);

        assertThat(CommandLineRun.of("grad", open + "x" + closed, "x=3").lines())
                .contains("f = 3");
        assertThat(CommandLineRun.of("grad", open + "x", "x=3").err()).contains("this '(' is never closed");
        assertThat(CommandLineRun.of("grad", "tanh" + open + "x" + closed, "x=0")
                        .lines())
                .contains("f = 0");
    }

    @Test
    void error_of_our_own_is_told_in_one_line() {
        assertThat(Failure.message(new IllegalStateException("first\n  second"), ""))
                .isEqualTo("sorry, this is a bug in gradstep, not a mistake in your input: "
                        + "java.lang.IllegalStateException: first second");
        assertThat(Failure.message(new StackOverflowError(), ""))
                .isEqualTo(
                        "sorry, this is a bug in gradstep, not a mistake in your input: java.lang.StackOverflowError");
        assertThat(Failure.message(new OutOfMemoryError("Java heap space"), "the table t.csv"))
                .matches("not enough memory for the table t\\.csv; give .* java -Xmx\\d+g -jar gradstep.jar \\.\\.\\.");
    }
}
