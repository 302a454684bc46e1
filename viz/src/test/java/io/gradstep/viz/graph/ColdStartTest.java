package io.gradstep.viz.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.viz.layout.LazyFonts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graphper.layout.FontSelector;
import org.graphper.layout.MeasureText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first picture of a JVM, without Graphviz. */
class ColdStartTest {
    private static final Pattern TIME = Pattern.compile("drew \\d+ characters in (\\d+) ms");

    /** Half a second on a quiet machine; the bound leaves room for a busy one. */
    @Test
    void the_first_picture_needs_neither_fonts_nor_a_display_nor_much_time() throws Exception {
        String output = inFreshJvm(FirstPicture.class, Map.of(), "-Xlog:class+load");
        Matcher time = TIME.matcher(output);
        assertThat(time.find()).as(output).isTrue();
        assertThat(Integer.parseInt(time.group(1))).isLessThan(5000);
        assertThat(output.lines().filter(line -> line.contains(" java.awt.") || line.contains(" sun.font.")))
                .isEmpty();
    }

    /** Some containers have none. Where Java finds fonts without fontconfig, the picture is drawn. */
    @Test
    void a_png_without_any_font_is_refused_with_what_it_needs(@TempDir Path folder) throws Exception {
        Path nothing = Files.writeString(folder.resolve("fonts.conf"), "<fontconfig></fontconfig>");
        String output =
                inFreshJvm(FirstPng.class, Map.of("FONTCONFIG_FILE", nothing.toString()), "-Duser.home=" + folder);
        assertThat(output.lines().filter(line -> !line.startsWith("SLF4J")))
                .hasSize(2)
                .allMatch(line -> line.startsWith("drew ")
                        || line.startsWith(
                                "cannot make a PNG, which needs fonts on this machine, java.desktop, and JSVG"));
    }

    private static String inFreshJvm(Class<?> main, Map<String, String> environment, String option)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void graph_support_finds_our_fonts_and_no_others() {
        ClassLoader services = LazyFonts.services();
        assertThat(ServiceLoader.load(FontSelector.class, services))
                .hasOnlyElementsOfType(LazyFonts.Provider.class)
                .hasSize(1);
        assertThat(ServiceLoader.load(MeasureText.class, services))
                .hasOnlyElementsOfType(LazyFonts.Provider.class)
                .hasSize(1);
    }

    /** An application that draws with graph-support itself gets its text measured. */
    @Test
    void fonts_are_there_for_whoever_asks() {
        LazyFonts.Provider fonts = new LazyFonts.Provider();
        assertThat(fonts.measure("", "Times New Roman", 14).getWidth()).isZero();
        double one = fonts.measure("a", "SansSerif", 14).getWidth();
        double two = fonts.measure("aa", "SansSerif", 14).getWidth();
        assertThat(two).isGreaterThan(one).isGreaterThan(5);
        assertThat(fonts.exists("no such font")).isFalse();
        assertThat(fonts.fontSupport("SansSerif", 'a')).isTrue();
        assertThat(fonts.findFirstSupportFont('a')).isNotBlank();
        assertThat(fonts.defaultFont()).isNotBlank();
    }
}
