package io.gradstep.demos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A newcomer is led from file to file: README, Value, Op, Graph.backward, Backward. */
class ReadingPathTest {
    private static final String CORE = "engine/src/main/java/io/gradstep/engine/";

    private static final Pattern LINK = Pattern.compile("(?:]\\(|src=\")([^)#\\s\"]*)(?:#([^)\\s]+))?[)\"]");

    @Test
    void the_readme_names_the_first_file() {
        assertThat(text("README.md")).contains("](" + CORE + "Value.java)");
        assertThat(SourceTree.root().resolve(CORE + "Value.java")).exists();
    }

    /** Each file links the next in its class comment or at the method itself, and the next exists. */
    @ParameterizedTest
    @CsvSource({
        "Value, 'public sealed class Value', '{@link Op}', Op",
        "Op, 'public enum Op', '{@link Graph#backward()}', Graph",
        "Graph, 'public void backward(', '{@link Backward}', Backward",
        "Backward, 'final class Backward', '{@link Graph#backward()}', Graph",
    })
    void a_comment_links_the_next_file(String file, String declaration, String link, String next) {
        String text = text(CORE + file + ".java");
        String before = text.substring(0, text.indexOf(declaration));
        assertThat(before.substring(before.lastIndexOf("/**"))).contains(link);
        assertThat(SourceTree.root().resolve(CORE + next + ".java")).exists();
    }

    @Test
    void the_packages_comment_lists_the_path_in_order() {
        assertThat(text(CORE + "package-info.java"))
                .containsSubsequence(
                        "README",
                        "{@link io.gradstep.engine.Value}",
                        "{@link io.gradstep.engine.Op}",
                        "{@link io.gradstep.engine.Graph#backward()}",
                        "{@code Backward}");
    }

    @TestFactory
    Stream<DynamicTest> links_of_the_documents_lead_somewhere() {
        List<Path> documents = Stream.concat(
                        SourceTree.readmes().stream(),
                        Stream.of(".github/CONTRIBUTING.md", ".github/CHANGELOG.md")
                                .map(SourceTree.root()::resolve))
                .toList();
        return documents.stream()
                .flatMap(document -> LINK.matcher(text(document))
                        .results()
                        .filter(link -> !link.group(1).startsWith("https://"))
                        .map(link -> DynamicTest.dynamicTest(
                                SourceTree.root().relativize(document) + " " + link.group(),
                                () -> check(document, link))));
    }

    private static void check(Path document, MatchResult link) {
        Path target = link.group(1).isEmpty()
                ? document
                : document.resolveSibling(link.group(1)).normalize();
        assertThat(target).exists();
        if (link.group(2) != null) {
            List<String> anchors = SourceTree.lines(target).stream()
                    .filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("#+ ", "")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\w\\- ]", "")
                            .replace(' ', '-'))
                    .toList();
            assertThat(anchors).contains(link.group(2));
        }
    }

    private static String text(String file) {
        return text(SourceTree.root().resolve(file));
    }

    private static String text(Path file) {
        assertThat(Files.exists(file)).as(file.toString()).isTrue();
        return String.join("\n", SourceTree.lines(file));
    }
}
