package io.gradstep.demos.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gradstep.demos.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On four samples, of which a constant leaves 13 squares and a line 0.2, with two degrees of freedom. */
class FitComparisonTest {
    @TempDir
    private Path folder;

    private CommandLineRun compared(String... more) throws IOException {
        Path table = Files.writeString(folder.resolve("t.csv"), "x,y,s\n0,1,1\n1,3,1\n2,4,1\n3,6,1\n");
        List<String> words = new ArrayList<>(List.of("fit", "b + 0*x", "--csv", table.toString(), "--x", "x"));
        words.addAll(List.of("--y", "y", "b=0", "--compare", "b + m*x"));
        words.addAll(List.of(more));
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    private JsonObject larger(String... more) throws IOException {
        CommandLineRun run = compared(more);
        assertThat(run.err()).isEmpty();
        return JsonParser.parseString(run.out())
                .getAsJsonObject()
                .getAsJsonArray("comparison")
                .get(1)
                .getAsJsonObject();
    }

    /** By hand: F = 12.8/0.1, and the probability of an F of 1 and 2 degrees of freedom is 1 − √(F/(F + 2)). */
    @Test
    void f_has_the_probability_of_as_much_by_chance() throws IOException {
        JsonObject larger = larger("m=0", "--json");

        assertThat(larger.get("f").getAsDouble()).isEqualTo(128, within(1e-10));
        assertThat(larger.get("p").getAsDouble()).isEqualTo(1 - Math.sqrt(128.0 / 130), within(1e-14));
        assertThat(compared("m=0").lines()).anyMatch(line -> line.matches("b \\+ m\\*x .* 128 +0\\.0077221"));
    }

    /** The fall is 12.8; erfc(sqrt(mpf('6.4'))) by mpmath is the probability of as much by one degree of freedom. */
    @Test
    void known_errors_are_tested_by_chi_square() throws IOException {
        JsonObject larger = larger("m=0", "--sigma", "s", "--absolute", "--json");

        assertThat(larger.get("f").getAsDouble()).isEqualTo(12.8, within(1e-12));
        assertThat(larger.get("p").getAsDouble()).isEqualTo(3.46619351134667e-4, within(1e-15));
    }

    @Test
    void robust_losses_have_no_probability() throws IOException {
        assertThat(larger("m=0", "--loss", "huber:9", "--json").get("p").isJsonNull())
                .isTrue();
    }

    @Test
    void starts_and_bounds_go_to_the_formulas_that_have_the_parameter() throws IOException {
        JsonObject bounded = larger("m=0.5", "--bound", "m<1", "--json");

        assertThat(bounded.getAsJsonObject("parameters").get("m").getAsDouble()).isEqualTo(1);
        assertThat(compared("n=0").err()).contains("no input 'n'");
    }

    @Test
    void mistakes_of_other_formulas_come_before_the_table_is_read() {
        CommandLineRun run = CommandLineRun.of(
                "fit", "b*x", "--csv", "nowhere.csv", "--x", "x", "--y", "y", "b=0", "--compare", "m*x+");

        assertThat(run.err()).contains("in --compare 'm*x+': ");
    }
}
