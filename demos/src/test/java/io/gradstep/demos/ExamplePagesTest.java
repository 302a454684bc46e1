package io.gradstep.demos;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The page about the example programs: it quotes them, or shows code that runs by itself. */
class ExamplePagesTest {
    /** A page of code. */
    private static final int MAX_LINES = 80;

    private static final Path PAGE = SourceTree.root().resolve("demos/docs/examples.md");

    @TempDir
    Path folder;

    @Test
    void every_program_is_a_page_that_the_documentation_links_to() {
        String text = String.join("\n", SourceTree.lines(PAGE));
        assertThat(programs()).hasSizeGreaterThan(5).allSatisfy(file -> {
            assertThat(SourceTree.lines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(MAX_LINES);
            assertThat(text).contains(file.getFileName().toString().replace(".java", ""));
        });
    }

    /** What is indented is quoted from a program; the rest runs. */
    @TestFactory
    Stream<DynamicTest> code_of_the_page_is_that_of_the_programs_or_runs() {
        List<String> programs =
                programs().map(SourceTree::lines).map(ExamplePagesTest::text).toList();
        return Example.ofMarkdown(PAGE, SourceTree.lines(PAGE)).stream()
                .filter(block -> block.language().equals("java"))
                .map(block -> DynamicTest.dynamicTest(block.location(block.line()), () -> {
                    if (block.lines().get(0).startsWith(" ")) {
                        assertThat(programs).anyMatch(program -> program.contains(text(block.lines())));
                    } else {
                        new JavaExample(block).check(folder);
                    }
                }));
    }

    private static String text(List<String> lines) {
        return lines.stream().collect(joining("\n"));
    }

    private static Stream<Path> programs() {
        return SourceTree.mainSources().stream()
                .filter(file -> SourceTree.packageOf(file).equals("io.gradstep.demos.examples"))
                .filter(file -> !file.endsWith("package-info.java"));
    }
}
