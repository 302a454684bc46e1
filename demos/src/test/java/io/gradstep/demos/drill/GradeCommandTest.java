package io.gradstep.demos.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gradstep.demos.CommandLineRun;
import io.gradstep.engine.expr.Program;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

/** Answers and programs against the notes' circuit: ∂f/∂x = ∂f/∂y = z = −4, ∂f/∂z = x + y = 3. */
class GradeCommandTest {
    private static final String SET = """
            {"format": "gradstep-problems-1", "title": "Circuit <1>", "problems": [
              {"id": "a", "program": "q = x + y; f = q*z", "values": {"x": -2, "y": 5, "z": -4},
               "ask": "gradient", "of": "z"},
              {"id": "b", "program": "q = x + y; f = q*z", "values": {"x": -2, "y": 5, "z": -4},
               "ask": "local", "of": "f", "to": "q"},
              {"id": "c", "program": "s = 3*u; f = s/v", "values": {"u": 1, "v": 9}, "ask": "value", "of": "f"}]}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        file("problems.json", SET);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private CommandLineRun grade(String... words) {
        List<String> all =
                new ArrayList<>(List.of("grade", folder.resolve("problems.json").toString()));
        all.addAll(List.of(words));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            answers.csv  | id,answer\\na,3\\nb,-4\\nc,1/3
            answers.csv  | a,3.0\\nb,−4\\nc,0.333
            answers.csv  | who;answer;id\\nme;3;a\\nme;-4;b\\nme;0,333;c
            answers.json | {"a": 3, "b": "-4", "c": "1/3"}
            answers.json | {"answers": [{"id": "a", "answer": "3"}, {"id": "b", "answer": -4},\
             {"id": "c", "answer": "1/3"}]}
            """)
    void right_answers_in_any_format_exit_with_0(String name, String text) throws IOException {
        CommandLineRun run = grade(file(name, text.replace("\\n", "\n")));
        assertThat(run.err()).isEmpty();
        assertThat(run.lines()).contains("3 of 3 right");
        assertThat(run.exitCode()).isZero();
    }

    /** −4 is z itself in place of the other operand q = 3. */
    @Test
    void a_wrong_answer_is_named_and_exits_with_1() throws IOException {
        CommandLineRun run = grade(file("answers.csv", "a,-4\nb,what\n"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines())
                .contains(
                        "a  wrong  What is ∂f/∂z? q = x + y; f = q*z, with x = −2, y = 5, z = −4",
                        "    '-4', not 3: own operand instead of the other",
                        "    'what': Enter a number, such as −0.5, 1e−3 or 1/3.",
                        "    there is no answer",
                        "0 of 3 right, 1 wrong, 1 unreadable, 1 no answer",
                        "Mistakes: own operand instead of the other");
    }

    @Test
    void answers_that_belong_to_no_problem_are_told_after_the_others_are_judged() throws IOException {
        CommandLineRun run = grade(file("answers.csv", "a,3\na,4\nb,-4\nc,1/3\nd,7\nlonely\n"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.lines()).contains("3 of 3 right");
        assertThat(run.err().lines())
                .containsExactly(
                        "gradstep: line 2: a second answer to 'a', '4', is left out",
                        "gradstep: line 6 has no answer: 'lonely'",
                        "gradstep: there is no problem 'd', which '7' would answer");
    }

    @Test
    void results_are_json_and_junit_xml() throws Exception {
        Path xml = folder.resolve("results.xml");
        CommandLineRun run = grade(file("answers.csv", "a,-4\nb,-4\nc,\"<1>\"\n"), "--json", "--junit", xml.toString());
        JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(json.get("right").getAsInt()).isEqualTo(1);
        JsonObject first = json.getAsJsonArray("answers").get(0).getAsJsonObject();
        assertThat(first.get("result").getAsString()).isEqualTo("wrong");
        assertThat(first.getAsJsonArray("mistakes").get(0).getAsString()).startsWith("own operand");
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Files.readAllBytes(xml)));
        assertThat(document.getDocumentElement().getAttribute("name")).isEqualTo("Circuit <1>");
        assertThat(document.getDocumentElement().getAttribute("failures")).isEqualTo("2");
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(3);
        assertThat(document.getElementsByTagName("failure")
                        .item(1)
                        .getAttributes()
                        .getNamedItem("message")
                        .getNodeValue())
                .isEqualTo("'<1>': Enter a number, such as −0.5, 1e−3 or 1/3.");
    }

    /** The student's passes of both programs by hand; the second calculation shares its input with no other. */
    @Test
    void a_students_program_is_given_the_inputs_and_its_gradients_are_compared() throws IOException {
        String program = file("Student.java", """
                import java.util.*;
                public class Student {
                    public static void main(String[] args) {
                        Map<String, Double> in = new HashMap<>();
                        Scanner scanner = new Scanner(System.in);
                        for (String line = scanner.nextLine(); !line.isEmpty(); line = scanner.nextLine()) {
                            String[] parts = line.split(" = ");
                            in.put(parts[0], Double.parseDouble(parts[1]));
                        }
                        if (in.containsKey("z")) {
                            System.out.println("x = " + in.get("z") + "\\ny: " + in.get("z") + "\\nz " + in.get("z"));
                            System.out.println("q=" + in.get("z"));
                        } else {
                            System.out.println("{\\"u\\": " + 3 / in.get("v") + ", \\"v\\": \\"none\\"}");
                        }
                    }
                }
                """);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        CommandLineRun run =
                grade("--program", "'%s' -XX:TieredStopAtLevel=1 '%s'".formatted(java, program), "--time-limit", "60");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines())
                .contains(
                        "a  right  What is ∂f/∂x? q = x + y; f = q*z, with x = −2, y = 5, z = −4",
                        "a  wrong  What is ∂f/∂z? q = x + y; f = q*z, with x = −2, y = 5, z = −4",
                        "    '-4.0', not 3: own operand instead of the other",
                        "a  right  What is ∂f/∂q? q = x + y; f = q*z, with x = −2, y = 5, z = −4",
                        "    'none': a program prints numbers, such as -0.5 or 1e-3",
                        "4 of 6 right, 1 wrong, 1 unreadable");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            sleep 60             | the program was stopped after 0.3 s
            yes                  | the program printed more than 65,536 bytes and was stopped
            echo oops >&2; exit 3| the program ended with exit code 3: oops
            true                 | the program printed nothing; a line x=NUMBER is missing
            echo "<b>" hello     | the program printed no line x=NUMBER, but '<b> hello'
            """)
    void a_program_that_hangs_or_prints_garbage_is_told_by_item(String script, String reason) throws IOException {
        file("problems.json", SET.replaceFirst("(?s),\\s*\\{\"id\": \"b\".*", "]}"));
        CommandLineRun run = grade("--program", "sh " + file("student.sh", script), "--time-limit", "0.3");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines()).contains("    " + reason).anyMatch(line -> line.startsWith("0 of 3 right"));
        assertThat(run.err()).isEmpty();
    }

    /** The pipe of a process that has ended still holds up to 64 KiB. */
    @Test
    void what_a_program_printed_is_read_to_its_end_however_soon_it_ends() {
        StudentProgram program = new StudentProgram("seq 1 10000", 20);
        for (int i = 0; i < 20; i++) {
            assertThat(program.run("").out()).endsWith("\n9999\n10000\n");
        }
    }

    /** Within 1e-6 the fifth digit decides, so the answer is shown with it. */
    @Test
    void numbers_of_a_program_that_contradict_each_other_or_are_rounded_are_not_right() throws IOException {
        String script = file("student.sh", "printf 'x = -4\nx = 4\ny = -4\ny = -4\nz = 3.0001\nu = 0.3333\nv = 0\n'");
        CommandLineRun run = grade("--program", "sh " + script);
        assertThat(run.lines())
                .contains(
                        "    '-4' and '4': a program prints one number for each name",
                        "a  right  What is ∂f/∂y? q = x + y; f = q*z, with x = −2, y = 5, z = −4",
                        "    '3.0001', not 3",
                        "    '0.3333', not 0.3333333333");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "problems-1"                 | "problems-9"         | is no problem set: its format is 'gradstep-problems-9'
            "id": "b"                    | "id": "a"                | there are two problems 'a'
            "ask": "local"               | "ask": "guess"           | problem 2 of 3, 'b': there is no question 'guess'
            "of": "z"                    | "of": "w"                | problem 1 of 3, 'a': there is no value w
            "u": 1                       | "u": "one"               | problem 3 of 3, 'c': "u" must be a number
            s = 3*u                      | s = 3*                   | problem 3 of 3, 'c': line 1, column 7
            , "v": 9                     |                          | problem 3 of 3, 'c':
            {"format"                    | {{"format"               | is not JSON: error at line 1, column 2
            """)
    void a_bad_problem_set_is_refused_with_the_place(String part, String other, String message) throws IOException {
        String text = SET.replace(part.replace("\"problems-1\"", "problems-1"), other == null ? "" : other)
                .replace("gradstep-\"problems-9\"", "gradstep-problems-9");
        file("problems.json", text);
        CommandLineRun run = grade(file("answers.csv", "a,3\n"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(message).doesNotContain("Exception");
    }

    @Test
    void options_that_make_no_sense_are_refused() throws IOException {
        String answers = file("answers.csv", "a,3\n");
        assertThat(grade().err()).contains("the answers are missing");
        assertThat(grade(answers, "--program", "true").err()).contains("--program takes the place of");
        assertThat(grade(answers, "--tolerance", "2").err()).contains("--tolerance must be from 0 to below 1");
        assertThat(grade("--program", "no-such-program-here").err()).contains("cannot be started");
        assertThat(grade("--program", "true", "--time-limit", "0").err()).contains("--time-limit must be");
        assertThat(grade(file("answers.json", "[1]")).err()).contains("no object in braces");
        assertThat(CommandLineRun.of("grade").err()).contains("a problem set is missing");
    }

    @Test
    void a_program_is_told_powers_as_python_writes_them() {
        Problem problem = new Problem("1", Program.parse("p = x^2; f = 2p"), Map.of("x", 3.0), Asked.gradient("x"));
        assertThat(ProgramGrading.input(problem.trace().graph())).isEqualTo("x = 3\n\np = x**2\nf = 2*p\n");
    }
}
