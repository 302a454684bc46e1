package io.gradstep.viz.svg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.viz.ColorScheme;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.graph.DrawnPicture;
import io.gradstep.viz.graph.Graphs;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.graph.View;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PngTest {
    private static BufferedImage image(Picture picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture.png()));
    }

    private static Set<Integer> colours(BufferedImage image) {
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colours.add(image.getRGB(x, y));
            }
        }
        return colours;
    }

    private static int rgb(String colour) {
        return Color.decode(colour).getRGB();
    }

    @ParameterizedTest
    @EnumSource
    void every_view_has_two_pixels_for_each_of_the_drawings(View view) throws IOException {
        Picture picture = Picture.of(Graphs.smallNetwork()).view(view);
        BufferedImage image = image(picture);
        Rect box = new DrawnPicture(picture.svg()).viewBox();
        assertThat((double) image.getWidth()).isBetween(2 * box.width() - 2, 2 * box.width() + 2);
        assertThat((double) image.getHeight()).isBetween(2 * box.height() - 2, 2 * box.height() + 2);
        assertThat(colours(image)).contains(rgb(Theme.PAPER.light())).hasSizeGreaterThan(20);
    }

    @Test
    void has_the_colours_of_the_drawing_light_unless_dark_is_asked_for() throws IOException {
        Picture picture = Picture.of(Graphs.lecture());
        assertThat(colours(image(picture)))
                .contains(rgb(Theme.PAPER.light()), rgb(Theme.GATE_LINE.light()), rgb(Theme.WIRE_END.light()))
                .doesNotContain(rgb(Theme.PAPER.dark()), rgb(Theme.GATE_LINE.dark()));
        assertThat(colours(image(picture.colors(ColorScheme.DARK))))
                .contains(rgb(Theme.PAPER.dark()), rgb(Theme.GATE_LINE.dark()), rgb(Theme.WIRE_END.dark()))
                .doesNotContain(rgb(Theme.PAPER.light()), rgb(Theme.GATE_LINE.light()));
    }

    @ParameterizedTest
    @EnumSource
    void in_dark_no_light_colour_is_left(View view) {
        Graph graph = Graphs.smallNetwork();
        String dark = Picture.of(graph).view(view).colors(ColorScheme.DARK).svg();
        new DrawnPicture(dark);
        assertThat(dark).doesNotContain("<style>");
        for (Theme use : Theme.values()) {
            // A few colours are light for one use and dark for another.
            boolean both =
                    Arrays.stream(Theme.values()).anyMatch(other -> other.dark().equals(use.light()));
            assertThat(both || !dark.contains(use.light()))
                    .as("%s in %s", use, view)
                    .isTrue();
        }
    }

    @Test
    void in_light_there_is_nothing_but_the_light_colours() {
        Picture picture = Picture.of(Graphs.lecture());
        String light = picture.colors(ColorScheme.LIGHT).svg();
        assertThat(light).doesNotContain("<style>", Theme.PAPER.dark());
        assertThat(picture.colors(ColorScheme.AUTO).svg())
                .isEqualTo(picture.svg())
                .contains("<style>");
    }

    @Test
    void names_do_not_change_colours() {
        String name = "class=\"val\" fill=\"#00704F\"";
        Graph graph = Graphs.backward(Value.of(1, name).exp());
        DrawnPicture dark =
                new DrawnPicture(Picture.of(graph).colors(ColorScheme.DARK).svg());
        assertThat(dark.group("n0").getAttribute("data-name")).isEqualTo(name);
    }

    @Test
    void a_large_picture_has_fewer_pixels_and_a_huge_one_none() throws IOException {
        BufferedImage image = image(Picture.of(Graphs.chain(75_000)).view(View.HEAT));
        assertThat((double) image.getWidth() * image.getHeight()).isBetween(1e6, 65e6);
        String huge = new Canvas(100_000, 0, 100_000, "huge", "").svg();
        assertThatThrownBy(() -> Png.of(huge))
                .isInstanceOf(LayoutException.class)
                .hasMessageContaining("too large for a PNG, 100036 by 100036 pixels");
    }

    /** A picture of 36 + 100.4 pixels a side is 273 pixels at twice its size, and a little more. */
    @Test
    void paper_reaches_to_the_edges() throws IOException {
        byte[] png = Png.of(new Canvas(100.4, 0, 100.4, "paper", "").svg());
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(273);
        assertThat(colours(image)).containsExactly(rgb(Theme.PAPER.light()));
    }

    /** At half the size, a line of 0.8 pixels would be 0.4 pixels wide, and less than half as dark. */
    @Test
    void thin_lines_stay_visible_in_large_pictures() throws IOException {
        Canvas canvas = new Canvas(14_000, 0, 14_000, "line", "");
        canvas.line(Theme.WIRE, "M0,100.5H14000", 0.8, "");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(Png.of(canvas.svg())));
        int darkest = 255;
        for (int y = 40; y < 100; y++) {
            darkest = Math.min(darkest, image.getRGB(4000, y) & 0xFF);
        }
        int wire = rgb(Theme.WIRE.light()) & 0xFF;
        assertThat(darkest).isLessThan((wire + 255) / 2);
    }
}
