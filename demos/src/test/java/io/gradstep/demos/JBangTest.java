package io.gradstep.demos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JBang's catalog and its single-file program, as far as they can be checked without JBang. */
class JBangTest {
    private static final Path DEMOS = SourceTree.root().resolve("demos");
    private static final Path PROGRAM = DEMOS.resolve("jbang/Neuron.java");
    private static final Pattern ARTIFACT = Pattern.compile("io\\.gradstep:gradstep-(\\w+):(.+)");

    @TempDir
    private Path folder;

    @Test
    void every_alias_is_a_file_or_a_module_of_this_version() throws IOException {
        JsonObject aliases = JsonParser.parseString(Files.readString(DEMOS.resolve("jbang-catalog.json")))
                .getAsJsonObject()
                .getAsJsonObject("aliases");
        assertThat(aliases.keySet()).containsExactly("gradstep", "neuron");
        for (String name : aliases.keySet()) {
            JsonObject alias = aliases.getAsJsonObject(name);
            assertThat(alias.get("description").getAsString()).isNotBlank();
            String reference = alias.get("script-ref").getAsString();
            if (!Files.isRegularFile(DEMOS.resolve(reference))) {
                checkArtifact(reference);
            }
        }
    }

    @Test
    void the_single_file_names_what_it_needs() {
        assertThat(SourceTree.lines(PROGRAM))
                .filteredOn(line -> line.startsWith("//DEPS io.gradstep"))
                .hasSize(1)
                .allSatisfy(line -> checkArtifact(line.substring("//DEPS ".length())));
    }

    private static void checkArtifact(String reference) {
        Matcher artifact = ARTIFACT.matcher(reference);
        assertThat(artifact.matches()).as(reference).isTrue();
        assertThat(DEMOS.resolveSibling(artifact.group(1))).isDirectory();
        assertThat(String.join("\n", SourceTree.lines(DEMOS.resolve("pom.xml"))))
                .contains("<version>" + artifact.group(2) + "</version>");
    }

    /** tanh(0.6), 2·(1 − tanh²(0.6)) and 1 − tanh²(0.6) by mpmath. */
    @Test
    void the_single_file_runs() throws Exception {
        List<String> command = JavaProcess.command();
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PROGRAM.toString()));
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ended").isTrue();
        Matcher printed = Pattern.compile("o = (.*), w.grad = (.*), b.grad = (.*)\nsaved as .*\n")
                .matcher(Files.readString(out));
        assertThat(printed.matches()).as(Files.readString(out)).isTrue();
        double[] expected = {0.537049566998035, 1.42315552517445, 0.711577762587223};
        for (int i = 0; i < expected.length; i++) {
            assertThat(Double.parseDouble(printed.group(i + 1))).isCloseTo(expected[i], within(1e-14));
        }
        assertThat(folder.resolve("neuron.svg")).content().startsWith("<svg");
        assertThat(folder.resolve("neuron.html")).content().startsWith("<!DOCTYPE html>");
    }
}
