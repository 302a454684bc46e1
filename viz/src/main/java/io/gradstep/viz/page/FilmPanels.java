package io.gradstep.viz.page;

import io.gradstep.viz.page.parts.PagePicture;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Text;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The figures of a film, as they are without JavaScript: the last frame. */
final class FilmPanels {
    static final String BETWEEN_FACTS = " · ";
    private static final double SMALLEST_SCALE = 0.5;

    private final @Nullable FilmMap map;
    private final @Nullable FilmFit fit;
    private final @Nullable FilmCurves curves;
    private final @Nullable FilmNetwork network;
    private final String caption;
    private final String drawing;

    FilmPanels(
            @Nullable FilmMap map,
            @Nullable FilmFit fit,
            @Nullable FilmCurves curves,
            @Nullable FilmNetwork network,
            String caption) {
        this.map = map;
        this.fit = fit;
        this.curves = curves;
        this.network = network;
        this.caption = caption;
        this.drawing = network == null ? "" : network.svg();
    }

    /** The rules that depend on the size of the network's picture. */
    String style() {
        return drawing.isEmpty() ? "" : new PagePicture(drawing).leastWidth("#network svg", SMALLEST_SCALE);
    }

    /** What the network learns: the map of decisions, the fitted curve, or the sample's image. */
    String subject() {
        String image = network == null ? "" : network.image();
        return (map == null ? "" : figure("map", "decisions", map.svg(), ""))
                + (fit == null ? "" : figure("fit", "fitted curve", fit.svg(), ""))
                + (image.isEmpty() ? "" : figure("image", "sample", image, ""));
    }

    String chart() {
        return curves == null ? "" : figure("chart", "losses", curves.svg(), "");
    }

    String network() {
        if (network == null) {
            return "";
        }
        String own = network.caption();
        Svg texts = new Svg().add("<span id=\"about\">{}</span> ", Text.visible(own.isEmpty() ? caption : own));
        texts.add("<strong id=\"answer\">{}</strong>", Text.visible(network.answer()));
        return figure("network", "network", drawing, texts.toString());
    }

    private static String figure(String id, String label, String drawing, String captionMarkup) {
        Svg figure = new Svg().add("<figure id={}>\n<div class=\"picture\" tabindex=\"0\" ", id);
        figure.add("role=\"region\" aria-label={}>\n", label).addRaw(drawing).addRaw("</div>\n");
        if (!captionMarkup.isEmpty()) {
            figure.addRaw("<figcaption>" + captionMarkup + "</figcaption>\n");
        }
        return figure.addRaw("</figure>\n").toString();
    }

    static String paragraph(String note) {
        return new Svg().add("<p class=\"words\">{}</p>\n", Text.visible(note)).toString();
    }

    /** The choice of a sample, where there is one. */
    static String options(List<String> names) {
        if (names.size() < 2) {
            return "";
        }
        Svg select = new Svg().addRaw("<label>Sample <select id=\"sample\">\n");
        for (int s = 0; s < names.size(); s++) {
            select.add("<option value={}>{}</option>\n", s, Text.visible(names.get(s)));
        }
        return select.addRaw("</select></label>\n").toString();
    }

    /** The last frame in a line of words, as the page writes it too. */
    String facts(FilmFrames frames) {
        int frame = frames.epochs().size() - 1;
        String details = Stream.of(
                        curves == null ? "" : curves.facts(frame),
                        map == null ? "" : map.facts(frame),
                        frames.warning())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(BETWEEN_FACTS));
        return frames.last() + (details.isEmpty() ? "" : ": " + details);
    }
}
