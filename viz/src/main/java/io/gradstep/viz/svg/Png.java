package io.gradstep.viz.svg;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.DocumentLimits;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import io.gradstep.viz.ColorScheme;
import io.gradstep.viz.LayoutException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Renders drawings as PNG, at two pixels for each of theirs, so that they are sharp on projectors and small screens;
 * large ones at fewer.
 */
public final class Png {
    private static final double SCALE = 2;
    private static final double MAX_PIXELS = 64e6;
    /** Larger pictures are no sharper than a screen shows them: rendering and packing pixels is what takes long. */
    private static final double PLENTY_OF_PIXELS = 16e6;

    private static final double THINNEST_LINE = 1.3;
    private static final Pattern SIZE = Pattern.compile(" width=\"([0-9.]+)\" height=\"([0-9.]+)\"");
    private static final Pattern PAPER =
            Pattern.compile("<rect class=\"" + Theme.PAPER.cssClass() + "\"[^>]* fill=\"(#[0-9A-Fa-f]{6})\"");
    private static final Pattern LINE_WIDTH = Pattern.compile("stroke-width=\"([0-9.]+)\"");
    /** Below this, no text could be read. */
    private static final double LEAST_SCALE = 0.5;

    private Png() {}

    /**
     * Renders one of our SVG documents.
     *
     * @throws LayoutException if it is too large, or this machine has no fonts
     */
    public static byte[] of(String svg) {
        try {
            double scale = scale(svg);
            return PngFile.of(image(document(withVisibleLines(svg, scale)), scale, paper(svg)));
        } catch (LinkageError | InternalError e) {
            // The second is what the JDK throws the first time that it finds no font.
            throw new LayoutException(
                    "cannot make a PNG, which needs fonts on this machine, java.desktop, and JSVG on the class path ("
                            + e + "); SVG needs none of them",
                    e);
        } catch (IOException e) {
            throw new LayoutException("no PNG: " + e.getMessage(), e);
        }
    }

    private static double scale(String svg) {
        Matcher size = SIZE.matcher(svg);
        if (!size.find()) {
            throw new IllegalArgumentException("a drawing without a size");
        }
        double width = Double.parseDouble(size.group(1));
        double height = Double.parseDouble(size.group(2));
        double most = Math.sqrt(MAX_PIXELS / (width * height));
        double plenty = Math.sqrt(PLENTY_OF_PIXELS / (width * height));
        double scale = Math.min(SCALE, Math.max(plenty, Math.min(1, most)));
        if (scale < LEAST_SCALE) {
            throw new LayoutException(
                    "the picture is too large for a PNG, %.0f by %.0f pixels: save it as SVG".formatted(width, height));
        }
        return scale;
    }

    private static Color paper(String svg) {
        Matcher paper = PAPER.matcher(svg);
        return paper.find() ? Color.decode(paper.group(1)) : Color.WHITE;
    }

    /** Lines that are thinner than a pixel fade. */
    private static String withVisibleLines(String svg, double scale) {
        double thinnest = THINNEST_LINE / scale;
        return LINE_WIDTH
                .matcher(svg)
                .replaceAll(line ->
                        "stroke-width=\"" + Svg.number(Math.max(thinnest, Double.parseDouble(line.group(1)))) + "\"");
    }

    private static SVGDocument document(String svg) {
        // Media queries are for browsers; here the attributes count.
        byte[] light = Theme.apply(ColorScheme.LIGHT, svg).getBytes(StandardCharsets.UTF_8);
        // Not in a constant, so that only this fails if JSVG is missing.
        DocumentLimits limits = new DocumentLimits(
                DocumentLimits.DEFAULT_MAX_USE_NESTING_DEPTH,
                DocumentLimits.DEFAULT_MAX_NESTING_DEPTH,
                Integer.MAX_VALUE);
        LoaderContext context = LoaderContext.builder().documentLimits(limits).build();
        @Nullable SVGDocument document = new SVGLoader().load(new ByteArrayInputStream(light), null, context);
        if (document == null) {
            throw new LayoutException("cannot make a PNG: the drawing could not be read");
        }
        return document;
    }

    private static BufferedImage image(SVGDocument document, double scale, Color paper) {
        double width = document.size().getWidth();
        double height = document.size().getHeight();
        int columns = Math.max(1, (int) Math.round(scale * width));
        int rows = Math.max(1, (int) Math.round(scale * height));
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            // The last pixels are covered in part only where the size is no whole number of them.
            graphics.setColor(paper);
            graphics.fillRect(0, 0, columns, rows);
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            document.render(null, graphics, new ViewBox(columns, rows));
        } finally {
            graphics.dispose();
        }
        return image;
    }
}
