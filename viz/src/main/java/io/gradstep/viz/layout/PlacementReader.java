package io.gradstep.viz.layout;

import io.gradstep.viz.svg.Bezier;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a layout engine's SVG back into a {@link Placement}, and checks that everything is present and has the
 * requested size, which detects a program that is not quite Graphviz, or too old to know ids. The SVG shows the picture
 * on its side (see {@link Skeleton}).
 */
final class PlacementReader {
    // Only these three kinds of tag matter, whatever else an engine draws; a parser for all of XML takes 40 ms to load.
    private static final Pattern TAG = Pattern.compile("<(g|polygon|path)\\s([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)\\s*=\\s*\"([^\"]*)\"");
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?");
    // Engines round to whole points, and to two decimals what they print.
    private static final double ROUNDING = 1.1;

    private final Map<String, Rect> boxes = new LinkedHashMap<>();
    private final Map<String, Bezier> links = new LinkedHashMap<>();

    private PlacementReader() {}

    /**
     * Reads the places of a skeleton's boxes and links.
     *
     * @throws IllegalArgumentException if one is missing or was not placed as asked
     */
    static Placement read(String svg, Skeleton skeleton) {
        PlacementReader reader = new PlacementReader();
        reader.scan(svg);
        return placement(reader.boxes, reader.links, skeleton);
    }

    /**
     * Checks what an engine placed, and moves the boxes to the origin.
     *
     * @throws IllegalArgumentException if a box or a link is missing or was not placed as asked
     */
    static Placement placement(Map<String, Rect> boxes, Map<String, Bezier> links, Skeleton skeleton) {
        Map<String, Rect> placedBoxes = new LinkedHashMap<>();
        for (Skeleton.Box box : skeleton.boxes()) {
            placedBoxes.put(box.id(), placed(box, boxes.get(box.id())));
        }
        Map<String, Bezier> placedLinks = new LinkedHashMap<>();
        for (Skeleton.Link link : skeleton.links()) {
            placedLinks.put(link.id(), placed(link, links.get(link.id())));
        }
        return atOrigin(placedBoxes, placedLinks);
    }

    private void scan(String svg) {
        Matcher tag = TAG.matcher(svg);
        String group = "";
        while (tag.find()) {
            Map<String, String> attributes = attributes(tag.group(2));
            switch (tag.group(1)) {
                case "g" -> group = attributes.getOrDefault("id", "");
                case "polygon" -> boxes.putIfAbsent(group, bounds(points(attributes.getOrDefault("points", ""))));
                default -> links.putIfAbsent(group, new Bezier(points(attributes.getOrDefault("d", ""))));
            }
        }
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher attribute = ATTRIBUTE.matcher(text);
        while (attribute.find()) {
            attributes.put(attribute.group(1), attribute.group(2));
        }
        return attributes;
    }

    /** Points with x and y exchanged, which turns the picture back. */
    private static List<Point> points(String text) {
        List<Double> numbers = new ArrayList<>();
        Matcher number = NUMBER.matcher(text);
        while (number.find()) {
            numbers.add(Double.valueOf(number.group()));
        }
        List<Point> points = new ArrayList<>();
        for (int i = 0; i + 1 < numbers.size(); i += 2) {
            points.add(new Point(numbers.get(i + 1), numbers.get(i)));
        }
        return points;
    }

    /** The smallest rectangle around points. */
    static Rect bounds(List<Point> corners) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (Point corner : corners) {
            left = Math.min(left, corner.x());
            top = Math.min(top, corner.y());
            right = Math.max(right, corner.x());
            bottom = Math.max(bottom, corner.y());
        }
        return new Rect(left, top, right - left, bottom - top);
    }

    /** The box at its place, and exactly of the requested size. */
    private static Rect placed(Skeleton.Box box, @Nullable Rect rough) {
        if (rough == null
                || !new Point(rough.left(), rough.top()).isFinite()
                || Math.abs(rough.width() - box.width()) > ROUNDING
                || Math.abs(rough.height() - box.height()) > ROUNDING) {
            throw new IllegalArgumentException("box " + box.id() + " was placed at " + rough);
        }
        return Rect.around(rough.centerX(), rough.centerY(), box.width(), box.height());
    }

    private static Bezier placed(Skeleton.Link link, @Nullable Bezier path) {
        if (path == null || !path.points().stream().allMatch(Point::isFinite)) {
            throw new IllegalArgumentException("link " + link.id() + " was led along " + path);
        }
        return path;
    }

    /** Only boxes count: a link's own curve is not drawn (see {@link Wires}). */
    private static Placement atOrigin(Map<String, Rect> boxes, Map<String, Bezier> links) {
        List<Point> corners = new ArrayList<>();
        for (Rect box : boxes.values()) {
            corners.add(new Point(box.left(), box.top()));
            corners.add(new Point(box.right(), box.bottom()));
        }
        Rect all = bounds(corners);
        boxes.replaceAll((id, box) -> box.plus(-all.left(), -all.top()));
        links.replaceAll((id, link) -> link.plus(-all.left(), -all.top()));
        return new Placement(all.width(), all.height(), boxes, links);
    }
}
