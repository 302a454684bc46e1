package io.gradstep.demos.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.drill.GradeCommand;
import io.gradstep.demos.fit.FitCommand;
import io.gradstep.demos.train.TrainCommand;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Help texts in terminals of some widths. */
class HelpTextTest {
    private static final List<Class<?>> COMMANDS = List.of(FitCommand.class, TrainCommand.class, GradeCommand.class);

    private static String help(Class<?> command, int width) {
        return HelpText.of(new CommandLine(command), width);
    }

    private static String joined(String help) {
        return help.replaceAll(" \\\\\n", " ").replaceAll("\\s+", " ");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 72, 80, 120})
    void no_line_is_wider_than_the_terminal_and_no_word_is_lost(int width) {
        for (Class<?> command : COMMANDS) {
            assertThat(help(command, width).lines()).allMatch(line -> line.length() <= Math.min(width, 100));
            assertThat(joined(help(command, width))).isEqualTo(joined(help(command, 100)));
        }
    }

    @Test
    void an_option_stays_with_its_value_and_an_example_can_be_copied() {
        assertThat(help(FitCommand.class, 60))
                .contains(
                        "  gradstep fit \"a*exp(-k*t) + c\" --csv data.csv --x t \\\n",
                        "      --y n a=10 k=1 --fix c=0.5 --bound \"0<k<5\" \\\n",
                        "      --loss poisson --report \"half = log(2)/k\"\n");
    }

    @Test
    void every_form_of_a_command_has_its_line() {
        assertThat(help(GradeCommand.class, 60)).contains("""
                Usage: gradstep grade PROBLEMS ANSWERS [--tolerance T]
                                      [--json] [--junit FILE]
                       gradstep grade PROBLEMS --program COMMAND
                                      [--time-limit S] [...]
                """);
    }

    @Test
    void a_description_that_would_be_too_narrow_stands_below_its_option() {
        assertThat(help(TrainCommand.class, 40))
                .contains("      --seed=N\n          The seed of samples, initial\n          weights and order.");
    }
}
