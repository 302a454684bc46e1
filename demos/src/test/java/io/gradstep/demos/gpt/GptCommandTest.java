package io.gradstep.demos.gpt;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.CommandLineRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GptCommandTest {
    private static final String[] SMALL = {"--width", "4", "--heads", "2", "--block", "6"};

    @TempDir
    private Path folder;

    private static CommandLineRun gpt(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "gpt";
        System.arraycopy(words, 0, all, 1, words.length);
        return CommandLineRun.of(all);
    }

    private static String[] small(String... more) {
        String[] all = new String[SMALL.length + more.length];
        System.arraycopy(SMALL, 0, all, 0, SMALL.length);
        System.arraycopy(more, 0, all, SMALL.length, more.length);
        return all;
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("texts.txt"), text).toString();
    }

    private static List<String> lastLines(CommandLineRun run, int count) {
        List<String> lines = run.out().lines().toList();
        return lines.subList(lines.size() - count, lines.size());
    }

    @Test
    void it_trains_and_writes_and_says_how_fast() {
        CommandLineRun run = gpt(small("--steps", "30", "--sample", "3", "--prompt", "an"));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("2,000 documents of 26 different characters; 432 parameters\n"
                        + "   step        loss    tokens/s\n      1      3.");
        assertThat(run.out()).contains("     30      ").contains(" tokens/s");
        assertThat(lastLines(run, 3)).allMatch(text -> text.startsWith("an"));
    }

    /** The rate falls over all 20 steps, so the first part must know of them: it is stopped by resuming later. */
    @Test
    void a_saved_model_writes_the_same_texts_again() throws IOException {
        String texts = file("anna\nbob\n\n  carl \n");
        String model = folder.resolve("m.safetensors").toString();
        CommandLineRun first = gpt(small("--data", texts, "--steps", "20", "--save", model, "--sample", "4"));
        assertThat(first.exitCode()).as(first.err()).isZero();
        Files.delete(Path.of(texts));
        CommandLineRun again = gpt("--resume", model, "--sample", "4");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(lastLines(again, 4)).isEqualTo(lastLines(first, 4));
    }

    /** The gradient of a weight is the sum of what the page lists: upstream × local at each position. */
    @Test
    void a_page_shows_the_model_at_work() throws IOException {
        String page = folder.resolve("look.html").toString();
        CommandLineRun run = gpt(small("--steps", "3", "--sample", "1", "--prompt", "an", "--html", page));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).endsWith("page " + page + "\n");
        String html = Files.readString(Path.of(page));
        assertThat(html)
                .contains("<h1>A GPT reads &#39;an")
                .contains("layer 0, head 1")
                .contains("layers.0.mlp.fc2.weight")
                .contains("default-src 'none'");
        refused(
                "there is no folder",
                "--steps",
                "1",
                "--html",
                folder.resolve("none/look.html").toString());
    }

    @Test
    void a_training_goes_on_with_more_steps() throws IOException {
        String texts = file("anna\nbob\ncarl\n");
        String model = folder.resolve("m.safetensors").toString();
        assertThat(gpt(small("--data", texts, "--steps", "5", "--save", model)).exitCode())
                .isZero();
        CommandLineRun more = gpt("--resume", model, "--steps", "9", "--sample", "0");
        assertThat(more.exitCode()).as(more.err()).isZero();
        assertThat(more.out()).contains("      9      ");
    }

    @Test
    void bad_input_gets_one_message() throws IOException {
        String texts = file("anna\nbob\n");
        String model = folder.resolve("m.safetensors").toString();
        assertThat(gpt(small("--data", texts, "--steps", "2", "--save", model)).exitCode())
                .isZero();
        byte[] before = Files.readAllBytes(Path.of(model));
        String other =
                Files.writeString(folder.resolve("other.txt"), "anna\nébob\n").toString();
        refused("is not in the vocabulary 'abno'", "--resume", model, "--data", other, "--steps", "4");
        refused("the character 'é' (U+00E9)", "--resume", model, "--prompt", "é");
        refused("give at most 5", "--resume", model, "--prompt", "annann");
        refused("leave out --block", "--resume", model, "--block", "20");
        refused("leave out --width", "--resume", model, "--width", "8");
        refused("2 steps are done already", "--resume", model, "--steps", "1");
        refused("--save-fallback needs --save", "--save-fallback", model, "--steps", "1");
        refused("there is no file", "--data", folder.resolve("none").toString());
        refused("there is no generator 'perl'; choose from: gradstep, python", "--generator", "perl");
        refused("the width 16 is not a multiple of the number of heads, 3", "--heads", "3");
        refused("the number of steps must be at least 1, not 0", "--steps", "0");
        refused("--sample must be 0 or more, not -1", "--sample", "-1");
        refused("--temperature must be positive, not 0.0", "--temperature", "0");
        assertThat(Files.readAllBytes(Path.of(model))).isEqualTo(before);
    }

    @Test
    void files_that_are_no_text_are_refused() throws IOException {
        Path file = folder.resolve("texts.txt");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 1});
        refused("is not text in UTF-8", "--data", file.toString());
        Files.write(file, "anna\nb\0b\n".getBytes(StandardCharsets.UTF_8));
        refused("is not text: line 2 has the control character U+0000", "--data", file.toString());
        Files.writeString(file, " \n\n");
        refused("has no text; --data takes a file with one document a line", "--data", file.toString());
        Files.writeString(file, "PK");
        refused("too few for a safetensors file", "--resume", file.toString());
    }

    private static void refused(String message, String... words) {
        CommandLineRun run = gpt(words);
        assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(message).hasLineCount(1).doesNotContain("sorry");
    }
}
