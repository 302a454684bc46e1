package io.gradstep.viz.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.chart.LineChart;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.page.Browser;
import io.gradstep.viz.page.StepperPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cells of a notebook show. */
class NotebookExtensionTest {
    @TempDir
    private Path folder;

    private final Renderer renderer = new Renderer();
    private final Value f = product();

    NotebookExtensionTest() {
        NotebookExtension.register(renderer);
    }

    private static Value product() {
        Value x = Value.of(-2, "x");
        Value product = x.mul(Value.of(5, "<y>")).named("f");
        product.backward();
        return product;
    }

    @Test
    void a_kernel_finds_the_extension() {
        assertThat(ServiceLoader.load(Extension.class)).hasOnlyElementsOfType(NotebookExtension.class);
    }

    @Test
    void a_picture_is_shown_as_svg() {
        Picture picture = Picture.of(Graph.of(f));

        DisplayData shown = renderer.render(picture);

        assertThat(shown.getData(MIMEType.IMAGE_SVG)).isEqualTo(picture.svg());
        assertThat(shown.hasDataForType(MIMEType.TEXT_HTML)).isFalse();
    }

    @Test
    void a_chart_is_shown_as_svg() {
        LineChart chart = LineChart.titled("loss").line("training", new double[] {1, 2, 3}, new double[] {3, 2, 1.5});

        assertThat(renderer.render(chart).getData(MIMEType.IMAGE_SVG)).isEqualTo(chart.svg());
    }

    /** Its scripts and its styles must not meet those of the notebook. */
    @Test
    void a_page_is_shown_in_a_frame_of_its_own() {
        StepperPage page = StepperPage.of(Trace.of(f));

        String shown = html(page);

        String start = "srcdoc=\"";
        int from = shown.indexOf(start) + start.length();
        int to = shown.indexOf('"', from);
        assertThat(shown).startsWith("<iframe sandbox=\"allow-scripts\"").endsWith("</iframe>");
        assertThat(shown.substring(to)).isEqualTo("\"></iframe>");
        assertThat(shown.substring(from, to).replace("&quot;", "\"").replace("&amp;", "&"))
                .isEqualTo(page.html());
    }

    /** In a frame without an address. */
    @Test
    void a_page_in_its_frame_plays() throws IOException {
        Path file = folder.resolve("cell.html");
        Files.writeString(file, "<!DOCTYPE html><title>cell</title>" + html(StepperPage.of(Trace.of(f))));
        Browser browser = Browser.shared().open(file, "");
        browser.driver.switchTo().frame(0);
        try {
            browser.find("#next").click();
            assertThat(browser.text("#position")).isEqualTo("1 / 6");
            assertThat(browser.errors()).isEmpty();
        } finally {
            browser.driver.switchTo().defaultContent();
        }
    }

    private String html(StepperPage page) {
        return (String) renderer.render(page).getData(MIMEType.TEXT_HTML);
    }
}
