package io.gradstep.demos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the documentation shows has been run: see {@link JavaExample} and {@link ConsoleExample} for how. */
class ExamplesTest {
    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> java_in_the_readmes() {
        return javaTests(readmeBlocks());
    }

    @TestFactory
    Stream<DynamicTest> java_in_the_documentation_comments() {
        return javaTests(SourceTree.mainSources().stream()
                .flatMap(file -> Example.ofJavadoc(file, SourceTree.lines(file)).stream())
                .toList());
    }

    @TestFactory
    Stream<DynamicTest> commands_in_the_readmes() throws IOException {
        for (Example block : readmeBlocks()) {
            ConsoleExample.writeShownFiles(block, folder);
        }
        List<ConsoleExample> commands = readmeBlocks().stream()
                .filter(block -> List.of("console", "sh").contains(block.language()))
                .flatMap(block -> ConsoleExample.in(block).stream())
                .toList();
        assertThat(commands).as("commands in the READMEs").isNotEmpty();
        return commands.stream()
                .map(command -> DynamicTest.dynamicTest(command.location(), () -> command.check(folder)));
    }

    @Test
    void every_readme_has_an_example() {
        assertThat(SourceTree.readmes())
                .allSatisfy(file -> assertThat(readmeBlocks())
                        .as(file.toString())
                        .anySatisfy(block -> assertThat(block.file()).isEqualTo(file)));
    }

    @Test
    void every_package_of_a_library_teaches_by_an_example() {
        assertThat(SourceTree.libraryPackages())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(SourceTree.mainSources())
                        .filteredOn(file -> file.endsWith("package-info.java")
                                && SourceTree.packageOf(file).equals(name))
                        .singleElement()
                        .satisfies(file -> assertThat(Example.ofJavadoc(file, SourceTree.lines(file)))
                                .as(file.toString())
                                .isNotEmpty()));
    }

    @Test
    void an_example_that_prints_something_else_fails() {
        assertThatThrownBy(() -> java("int n = 2;", "System.out.println(n + 1); // 4"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Notes.md:12")
                .hasMessageContaining("\"3\"");
    }

    @Test
    void an_example_must_reach_what_it_promises_and_keep_it_every_time() throws Exception {
        java("for (int i = 0; i < 3; i++) {", "    System.out.println(i / 3); // 0", "}");
        assertThatThrownBy(() -> java("for (int i = 0; i < 3; i++) {", "    System.out.println(i / 2); // 0", "}"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> java("for (int i = 0; i < 0; i++) {", "    System.out.println(i); // 0", "}"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void comments_that_end_an_example_are_what_it_prints() throws Exception {
        String loop = "for (int i = 0; i < 2; i++) System.out.println(i);";
        java("// counts", loop, "", "// 0", "// 1");
        assertThatThrownBy(() -> java(loop, "// 0", "// 2")).isInstanceOf(AssertionError.class);
    }

    @Test
    void an_example_that_does_not_compile_is_named_by_its_line() {
        assertThatThrownBy(() -> java("import java.time.Duration;", "int n = 2;", "Duration.nonsense(n);"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Notes.md:13");
    }

    @Test
    void an_example_that_throws_fails() {
        assertThatThrownBy(() -> java("List.of(1).get(7);"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Notes.md:11")
                .hasCauseInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void a_command_is_split_as_a_shell_would_and_its_output_is_what_follows() {
        List<ConsoleExample> commands = ConsoleExample.in(block(
                "console",
                "$ java -jar demos/target/gradstep.jar step \"f = (x+y)z\" \\",
                "    x=-2 'y'=5  # a comment",
                "f = 3",
                "$ ls",
                "a file",
                "$ java -jar demos/target/gradstep.jar --version"));
        assertThat(commands)
                .containsExactly(
                        new ConsoleExample(
                                "Notes.md:11", List.of("step", "f = (x+y)z", "x=-2", "y=5"), List.of("f = 3")),
                        new ConsoleExample("Notes.md:16", List.of("--version"), List.of()));
    }

    @Test
    void a_file_that_is_shown_is_there_for_the_commands() throws IOException {
        ConsoleExample.writeShownFiles(block("console", "$ cat t.csv", "x,y", "1,2", "$ ls", "t.csv"), folder);

        assertThat(folder.resolve("t.csv")).hasContent("x,y\n1,2\n");
    }

    @Test
    void a_command_that_needs_a_shell_is_refused_rather_than_left_out() {
        assertThatThrownBy(() -> ConsoleExample.in(block("sh", "java -jar demos/target/gradstep.jar notes > out.txt")))
                .hasMessageContaining("> out.txt");
    }

    private Stream<DynamicTest> javaTests(List<Example> blocks) {
        List<Example> java =
                blocks.stream().filter(block -> block.language().equals("java")).toList();
        assertThat(java).as("examples in Java").isNotEmpty();
        return java.stream()
                .map(block -> DynamicTest.dynamicTest(
                        block.location(block.line()), () -> new JavaExample(block).check(folder)));
    }

    private static List<Example> readmeBlocks() {
        return SourceTree.readmes().stream()
                .flatMap(file -> Example.ofMarkdown(file, SourceTree.lines(file)).stream())
                .toList();
    }

    private void java(String... lines) throws Exception {
        new JavaExample(block("java", lines)).check(folder);
    }

    /** A block that begins at line 11 of a file. */
    private static Example block(String language, String... lines) {
        return new Example(Path.of("Notes.md"), 11, language, List.of(lines));
    }
}
