package io.gradstep.demos.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gradstep.demos.CommandLineRun;
import io.gradstep.nn.fit.FittedCurves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitCommandTest {
    @TempDir
    private Path folder;

    private String table = "";

    /** On y = 1.6x + 1.1 up to residuals of −0.1, 0.3, −0.3 and 0.1. */
    @BeforeEach
    void writeTable() throws IOException {
        table = write("x,y,name,y2\n0,1,a,5\n1,3,b,5\n2,4,c,5\n3,6,d,5\n");
    }

    private String write(String text) throws IOException {
        return Files.writeString(folder.resolve("t.csv"), text).toString();
    }

    private CommandLineRun fit(String formula, String... more) {
        List<String> words = new ArrayList<>(List.of("fit", formula, "--csv", table, "--x", "x", "--y", "y"));
        words.addAll(List.of(more));
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    @Test
    void parameters_come_with_their_standard_errors() {
        CommandLineRun run = fit("m*x + b", "m=0", "b=0");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("""
                        Fit of y of t.csv by m*x + b

                        parameter  value  standard error  start
                        m            1.6         0.14142      0
                        b            1.1         0.26458      0

                        residuals
                        minimum                -0.3
                        first quartile        -0.15
                        median                    0
                        third quartile         0.15
                        maximum                 0.3
                        standard deviation  0.31623

                        4 samples, 2 degrees of freedom; R² = 0.984615; 1 iteration
                        χ² = 0.2, 0.1 for each degree of freedom; AIC = -7.9829, BIC = -9.2103
                        correlations: m and b -0.802
                        """);
    }

    /** A start value makes a parameter of e; without one it is Euler's number, and a note says so. */
    @Test
    void a_name_of_paper_is_a_parameter_if_it_has_a_start_value() {
        CommandLineRun parameter = fit("e*x + b", "e=1", "b=0");
        assertThat(parameter.err()).isEmpty();
        assertThat(parameter.lines()).anyMatch(line -> line.matches("e +1\\.6 .*"));
        assertThat(parameter.out()).doesNotContain("Note");
        CommandLineRun number = fit("m*x*e + b", "m=1", "b=0");
        // 1.6/e by mpmath
        assertThat(number.lines())
                .anyMatch(line -> line.matches("m +0\\.5886071059 .*"))
                .anyMatch(line -> line.startsWith("Note: e is the number 2.718281828459045"));
    }

    @Test
    void json_has_every_digit() {
        JsonObject json = JsonParser.parseString(
                        fit("m*x + b", "m=0", "b=1e-3", "--json").out())
                .getAsJsonObject();

        assertThat(json.keySet())
                .containsExactly(
                        "converged",
                        "iterations",
                        "samples",
                        "degreesOfFreedom",
                        "parameters",
                        "sumOfSquares",
                        "residualStandardDeviation",
                        "rSquared",
                        "residuals",
                        "chiSquare",
                        "reducedChiSquare",
                        "aic",
                        "bic",
                        "starts",
                        "restricted",
                        "quantities",
                        "covariance",
                        "guessed",
                        "level",
                        "intervals",
                        "correlation");
        JsonObject b = json.getAsJsonObject("parameters").getAsJsonObject("b");
        assertThat(b.get("start").getAsDouble()).isEqualTo(1e-3);
        assertThat(b.get("standardError").getAsDouble()).isBetween(0.2645, 0.2646);
        assertThat(json.get("converged").getAsBoolean()).isTrue();
    }

    @Test
    void what_is_not_known_is_null_in_json() {
        JsonObject json = JsonParser.parseString(fit("a + b*x + c*x^2 + d*x^3", "a=0", "b=0", "c=0", "d=0", "--json")
                        .out())
                .getAsJsonObject();

        assertThat(json.get("residualStandardDeviation").isJsonNull()).isTrue();
    }

    @Test
    void number_in_the_formula_stays_as_it_is_unless_it_is_given_a_start() {
        // By hand, Σx(y − 1)/Σx² = 23/14.
        assertThat(fit("b = 1; m*x + b", "m=0").out())
                .contains("\nm          1.642857143")
                .doesNotContain("\nb ");
        assertThat(fit("b = 1; m*x + b", "m=0", "b=0").out()).contains("\nb            1.1");
    }

    /** By hand: m = 2b makes y = b(2x + 1), and b = 72/84. The error of m is twice that of b. */
    @Test
    void fixed_tied_and_bound_parameters_say_so() {
        CommandLineRun tied = fit("m*x + b", "b=1", "--tie", "m = 2*b", "--report", "double = 2*b");
        assertThat(tied.lines()).anyMatch(line -> line.matches("m +1\\.714285714 +0\\.\\d+ +tied"));
        assertThat(tied.lines()).anyMatch(line -> line.matches("double +1\\.714285714 +0\\.\\d+"));
        assertThat(fit("m*x + b", "m=1", "--fix", "b=0").lines())
                .anyMatch(line -> line.matches("m +2\\.071428571 .*"))
                .anyMatch(line -> line.matches("b +0 +fixed"));
        assertThat(fit("m*x + b", "m=1", "b=0", "--bound", "0 < m <= 1.5").lines())
                .anyMatch(line -> line.matches("m +1\\.5 +at its bound +1"))
                .anyMatch(line -> line.matches("b +1\\.25 .*"));
    }

    /** By hand: y2 is 5 whatever x is, and y has the slope 8/5; in common they have 8/10, with the means 3.5 and 5. */
    @Test
    void several_columns_share_parameters() throws IOException {
        Path file = folder.resolve("fit.svg");
        CommandLineRun run =
                fit("y = m*x + b; y2 = m*x + c", "--y", "y2", "m=0", "b=0", "c=0", "--svg", file.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.lines())
                .anyMatch(line -> line.matches("m +0\\.8 .*"))
                .anyMatch(line -> line.matches("b +2\\.3 .*"))
                .anyMatch(line -> line.matches("c +3\\.8 .*"));
        assertThat(Files.readString(file)).contains(">fit of y2<", ">y2<");
        // Errors that are all the same change nothing.
        assertThat(fit("y = m*x + b; y2 = m*x + c", "--y", "y2", "m=0", "b=0", "c=0", "--sigma=y2", "--sigma=y2")
                        .lines())
                .anyMatch(line -> line.matches("m +0\\.8 .*"));
        assertThat(fit("y = m*x + b; y2 = m*x; q = b*r", "--y", "y2", "m=0", "b=0", "r=0")
                        .err())
                .contains("none of y, y2 depends on r; leave it out");
    }

    @Test
    void errors_loss_and_starts_are_options() throws IOException {
        table = write("x,y,s\n0,1,1\n1,4,2\n");
        // By hand: the mean with errors of 1 and 2 is (1 + 4/4)/(1 + 1/4), its error 1/√1.25.
        assertThat(fit("a + 0*x", "a=0", "--sigma", "s", "--absolute").lines())
                .anyMatch(line -> line.matches("a +1\\.6 +0\\.89443 +0"));
        table = write("x,y,s\n0,1,1\n1,4,0\n");
        assertThat(fit("a + 0*x", "a=0", "--sigma", "s").err())
                .contains("the standard error in row 2 of the data is 0.0; it must be positive and finite");
        table = write("x,y\n0,1\n1,30\n2,3\n3,4\n");
        // On 1 + x but for one sample, which pulls with 0.1: for 1 + α + (1 + β)x, 3α + 5β = 0.1 = 5α + 13β.
        assertThat(fit("a + b*x", "a=0", "b=0", "--loss", "huber:0.1", "--starts", "3")
                        .lines())
                .anyMatch(line -> line.matches("a +1\\.057142857 .*"))
                .anyMatch(line -> line.matches("b +0\\.9857142857 .*"))
                .anyMatch(line -> line.matches("3 starts: 3 led to this minimum, 0 failed"));
    }

    /**
     * By hand: the line is 1.1 + 1.6x and explains 12.8 of 13 squares; s² = 0.1, Σ(x − 1.5)² = 5, and t = 4.302653 for
     * two degrees of freedom. A constant leaves 13.
     */
    @Test
    void starts_are_found_and_intervals_predictions_and_comparisons_printed() throws IOException {
        Path rows = Files.writeString(folder.resolve("rows.csv"), "x\n5\n");
        CommandLineRun run = fit("m*x + b", "--profile", "--compare", "b + 0*x", "--predict", rows.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.lines())
                .anyMatch(line -> line.matches("m +1\\.6 +0\\.14142 +1\\.6 guessed"))
                .contains("The start values of m, b were guessed by the form of the formula; they explain 98.5 % of the"
                        + " variation.")
                .anyMatch(line -> line.matches("m +0\\.99151 +2\\.2085 +0\\.99151 +2\\.2085"))
                .anyMatch(line -> line.matches("5 +9\\.1 +0\\.51962 +6\\.8643 +11\\.336 .*"))
                .anyMatch(line -> line.matches("b \\+ 0\\*x +1 +13 +0 .*"));
    }

    @Test
    void charts_of_residuals_and_the_saved_fit_are_written() throws IOException {
        Path residuals = folder.resolve("r.svg");
        Path quantiles = folder.resolve("q.svg");
        Path saved = folder.resolve("fit.json");
        Path picture = folder.resolve("fit.svg");

        CommandLineRun run = fit(
                "m*x + b",
                "--residuals",
                residuals.toString(),
                "--qq",
                quantiles.toString(),
                "--save",
                saved.toString(),
                "--svg",
                picture.toString());

        assertThat(run.err()).isEmpty();
        assertThat(Files.readString(residuals)).contains(">fitted<", ">residual<");
        assertThat(Files.readString(quantiles)).contains(">normal quantile<");
        assertThat(Files.readString(picture)).contains(">95 % of the curve<", ">95 % of samples<");
        assertThat(FittedCurves.load(saved).values(0, new double[][] {{5}})[0]).isEqualTo(9.1, within(1e-12));
    }

    /** Samples on y = 1 + 2x up to x = 2, and on 5 from there on. */
    @Test
    void formula_may_have_conditions() throws IOException {
        table = write("x,y\n0,1\n0.5,2\n1,3\n1.5,4\n2,5\n3,5\n4,5\n");
        assertThat(fit("where(x < 2, a + b*x, c)", "a=0", "b=0", "c=0").lines())
                .anyMatch(line -> line.matches("a +1 .*"))
                .anyMatch(line -> line.matches("b +2 .*"))
                .anyMatch(line -> line.matches("c +5 .*"));
        assertThat(fit("where(x < k, a + b*x, c)", "a=0", "b=0", "c=0", "k=2").err())
                .contains("k has no influence where the search ends");
    }

    /**
     * Deming's slope for equal errors, (d + √(d² + 4c²))/(2c) with d = Syy − Sxx = 6.6875 − 5 and c = Sxy = 5.75
     * (mpmath, 50 digits: 1.15744797693844…).
     */
    @Test
    void errors_of_inputs_are_an_option() throws IOException {
        table = write("x,y,s,t\n0,0,1,1\n1,1,1,1\n2,2,1,1\n3,3.5,1,1\n");
        assertThat(fit("m*x + b", "--sigma", "s", "--sigma-x", "t").lines())
                .anyMatch(line -> line.matches("m +1\\.157447977 .*"));
    }

    @Test
    void program_of_several_lines_keeps_them() throws IOException {
        Path program = Files.writeString(folder.resolve("line.txt"), "q = m*x\nf = q + b\n");

        CommandLineRun run = CommandLineRun.of(
                "fit", "-f", program.toString(), "--csv", table, "--x", "x", "--y", "y", "m=0", "b=0");

        assertThat(run.out()).startsWith("Fit of y of t.csv by\n  q = m*x\n  f = q + b\n\nparameter");
    }

    @Test
    void picture_shows_samples_and_curve() throws IOException {
        Path file = folder.resolve("fit.svg");

        CommandLineRun run = fit("m*x + b", "m=0", "b=0", "--svg", file.toString());

        assertThat(run.out()).endsWith("picture saved to " + file + "\n");
        assertThat(Files.readString(file)).startsWith("<svg").contains("Fit of t.csv", ">samples<", ">fit<");
    }

    @Test
    void picture_of_several_inputs_compares_observed_with_fitted() throws IOException {
        table = write("u,x,y\n1,0,1\n0,1,3\n1,2,4\n2,3,6\n");
        Path file = folder.resolve("fit.svg");

        CommandLineRun run = fit("m*x + k*u", "--x", "u", "m=0", "k=0", "--svg", file.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(Files.readString(file)).contains(">fitted<", ">samples<");
    }

    @Test
    void search_that_is_stopped_ends_with_1_and_the_best_found() throws IOException {
        table = write("x,y\n1,109\n2,149\n3,149\n5,191\n7,213\n10,224\n");

        CommandLineRun run = fit("a*(1 - exp(-k*x))", "a=100", "k=0.75", "--iterations", "2");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("The search did not converge", "standard error");
        assertThat(fit("a*(1 - exp(-k*x))", "a=100", "k=0.75", "--iterations", "2", "--json")
                        .out())
                .startsWith("{\"converged\": false");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "m*b^x | m=1 | b has no start value, and the formula is not one of the forms whose start values can be",
                "m*x | m=0 --level 95 | --level must be between 0 and 1, such as 0.95, not 95.0",
                "m*x | m=0 --sigma-x y2 | --sigma-x counts in proportion to the errors of --y; name their column too",
                "m*x | m=0 --compare m*x+ | in --compare 'm*x+': ",
                "m*x + b | --loss huber:0.1 --profile | in --profile: a robust loss is no likelihood",
                "m*x | m=0 q=1 | the program has no input 'q'; its inputs are 'm', 'x'",
                "u = 2*q; m*x | m=0 q=1 | f does not depend on q; leave it out",
                "m + k | m=0 k=1 | the program has no input 'x'",
                "m*x | m=0 x=1 | x is a column, so it cannot be a parameter too",
                "2*x |  | the formula has no parameter to fit; give each a start value, as in a=1",
                "m*x | m=0 --x x | the column x is named twice",
                "m*x + z | m=0 --x z | there is no column 'z' (there are 'x', 'y', 'name', 'y2')",
                "m*x + name | m=0 --x name | line 2, column 3 (name): expected a number, found 'a'",
                "m*x + y | m=0 --x y | the column 'y' is the output: it cannot be an input too",
                "a*b*x | a=1 b=2 | the samples cannot tell a, b apart: changing them together",
                "a*log(x) | a=1 | at the start values, the formula is -Infinity in row 1 of the data, where x = 0:",
                "a+b*x+c*x^2+d*x^3+e*x^4 | a=1 b=1 c=1 d=1 e=1 | 4 samples cannot determine 5 parameters",
                "m*x | m=0 --bound 5<m<9 | the start m=0 is out of the bounds 5 < m < 9; start in between, as in m=7",
                "m*x | m=0 --bound m>5 | the start m=0 is out of the bounds 5 < m; start in between, as in m=10",
                "m*x | m=0 --bound 0<m>5 | '0<m>5' is not a range of a parameter; write --bound as in",
                "m*x | m=0 --bound m | 'm' is not a range of a parameter",
                "m*x | m=0 --bound q>0 | unknown parameter 'q'; there are m",
                "m*x + b | --fix m=1 --fix b=2 | the formula has no parameter to fit",
                "m*x + b | m=0 --fix b=c | 'b=c' does not give a number; write --fix as in c=0",
                "m*x + b | m=0 --fix m=1 --fix b=1 | m is fixed at 1, so it can be neither started nor tied",
                "m*x + b + c | m=0 --tie b=c+1 --tie c=b-1 | ties go in a circle: b = c+1, c = b-1; leave one of",
                "m*x + b | m=0 --tie 2*m | '2*m' is not of the form name=...; write --tie as in",
                "m*x + b | m=0 b=0 --sigma x | the column 'x' is listed twice",
                "m*x | m=0 --absolute | --absolute is about the errors of the samples; name their column with --sigma",
                "m*x | m=0 --loss huber | huber needs the size of a residual from which on it pulls little",
                "m*x | m=0 --loss huber:no | unknown loss 'huber:no'; there are squares, huber:SIZE",
                "m*x | m=0 --loss huber:0 | the scale of the loss must be positive, not 0.0",
                "m*x | m=0 --loss poisson | at the start values, the formula is 0.0 in row 1 of the data",
                "m*x | m=0 --starts 0 | the number of starts must be at least 1, not 0",
                "m*x | m=0 --y y2 | the formula computes no y; name it, as in y = a*x",
                "m*x | m=0 --report q+1 | in --report 'q+1': unknown parameter 'q'; there are m",
                "m*x | m=0 --iterations 0 | the limit on iterations must be at least 1, not 0",
                "m*x | m=0 --svg fit.txt | cannot save a chart as fit.txt: its name must end in .svg or .png",
                "m*x | m=0 --svg no/such/fit.svg | there is no folder",
                "tahn(m*x) | m=0 | unknown function 'tahn'; did you mean 'tanh'?",
            })
    void mistake_gets_one_message(String formula, @Nullable String words, String message) {
        CommandLineRun run = fit(
                formula,
                Splitter.on(' ')
                        .omitEmptyStrings()
                        .splitToStream(Strings.nullToEmpty(words))
                        .toArray(String[]::new));

        assertThat(run.err()).startsWith("gradstep: ").contains(message).doesNotContain("sorry");
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "x\\n1\\n | at least two columns are needed",
                "x,y\\n1,2\\n2,\\n | line 3, column 2 (y): a number is missing",
                "x,y\\n1,2\\n2,inf\\n | line 3, column 2 (y): expected a number, found 'inf'; numbers must be finite",
            })
    void mistake_in_the_table_is_told_without_words_of_training(String text, String message) throws IOException {
        table = write(text.replace("\\n", "\n"));

        CommandLineRun run = fit("m*x", "m=0");

        assertThat(run.err()).contains("t.csv", message).doesNotContainPattern("label|feature|train|learn");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    /** Of the mean alone, whose share is 0 up to rounding. */
    @Test
    void share_that_rounding_makes_is_printed_as_0() throws IOException {
        table = write("x,y\n1,0.1\n2,0.3\n3,0.35\n4,0.61\n");

        assertThat(fit("a + 0*x", "a=1").out()).contains("R² = 0;");
    }

    @Test
    void missing_options_and_files_are_named() {
        assertThat(CommandLineRun.of("fit", "m*x", "m=1").err()).contains("--csv", "--x", "--y");
        table = folder.resolve("none.csv").toString();
        assertThat(fit("m*x", "m=1").err()).contains("none.csv", "there is no such file");
    }
}
