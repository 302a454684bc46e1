package io.gradstep.viz.notebook;

import io.gradstep.viz.chart.DecisionMap;
import io.gradstep.viz.chart.LineChart;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.page.FilmPage;
import io.gradstep.viz.page.StepperPage;
import io.gradstep.viz.page.Worksheet;
import java.util.function.Function;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/**
 * Tells a notebook's kernel how to show what this module draws: pictures and charts as SVG, pages as HTML.
 *
 * <p>The classes themselves implement no interface of the kernel's, because a class whose interface is missing cannot
 * be loaded.
 */
public final class NotebookExtension implements Extension {
    @Override
    public void install(BaseKernel kernel) {
        register(kernel.getRenderer());
    }

    /** Registers every class that can be shown. */
    static void register(Renderer renderer) {
        picture(renderer, Picture.class, Picture::svg);
        picture(renderer, LineChart.class, LineChart::svg);
        picture(renderer, DecisionMap.class, DecisionMap::svg);
        page(renderer, StepperPage.class, StepperPage::html);
        page(renderer, FilmPage.class, FilmPage::html);
        page(renderer, Worksheet.class, Worksheet::html);
    }

    private static <T> void picture(Renderer renderer, Class<T> type, Function<T, String> svg) {
        show(renderer, type, MIMEType.IMAGE_SVG, svg);
    }

    private static <T> void page(Renderer renderer, Class<T> type, Function<T, String> html) {
        show(renderer, type, MIMEType.TEXT_HTML, content -> frame(html.apply(content)));
    }

    private static <T> void show(Renderer renderer, Class<T> type, MIMEType format, Function<T, String> text) {
        renderer.createRegistration(type)
                .preferring(format)
                .register((content, context) -> context.renderIfRequested(format, () -> text.apply(content)));
    }

    /** A page in a frame of its own: its scripts and styles leave the notebook alone, and the notebook's leave it. */
    private static String frame(String page) {
        return ("<iframe sandbox=\"allow-scripts\" style=\"width: 100%%; height: 40em; border: 0\""
                        + " srcdoc=\"%s\"></iframe>")
                .formatted(page.replace("&", "&amp;").replace("\"", "&quot;"));
    }
}
