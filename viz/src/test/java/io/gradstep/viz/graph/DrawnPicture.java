package io.gradstep.viz.graph;

import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Text;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** An SVG document, read by the JDK's XML parser, for tests to look things up in. */
public final class DrawnPicture {
    private static final Pattern COMMAND = Pattern.compile("([MHLC])([^MHLC]*)");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+");

    /** A piece of text and the room that it takes at most. */
    public record Label(String text, String cssClass, Rect bounds) {}

    public final String source;
    public final Document document;
    private final Map<String, Element> byId = new HashMap<>();

    public DrawnPicture(String svg) {
        source = svg;
        try {
            document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)));
        } catch (Exception e) {
            throw new AssertionError("not XML: " + svg, e);
        }
        for (Element element : all("*")) {
            String id = element.getAttribute("id");
            if (!id.isEmpty() && byId.put(id, element) != null) {
                throw new AssertionError("the id " + id + " is there twice");
            }
        }
    }

    public List<Element> all(String tag) {
        NodeList list = document.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < list.getLength(); i++) {
            elements.add((Element) list.item(i));
        }
        return elements;
    }

    public Set<String> ids() {
        return byId.keySet();
    }

    public Element group(String id) {
        Element element = byId.get(id);
        if (element == null) {
            throw new AssertionError("no " + id + " in " + source);
        }
        return element;
    }

    /** The texts of one class within a group. */
    public List<String> texts(String id, String cssClass) {
        NodeList list = group(id).getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list.getLength(); i++) {
            Element text = (Element) list.item(i);
            if (text.getAttribute("class").equals(cssClass)) {
                texts.add(text.getTextContent());
            }
        }
        return texts;
    }

    public Rect viewBox() {
        List<Double> box = numbers(document.getDocumentElement().getAttribute("viewBox"));
        return new Rect(box.get(0), box.get(1), box.get(2), box.get(3));
    }

    /** The translation of the whole drawing by its outer group. */
    public Point shift() {
        for (Element group : all("g")) {
            if (group.hasAttribute("transform")) {
                List<Double> by = numbers(group.getAttribute("transform"));
                return new Point(by.get(0), by.get(1));
            }
        }
        throw new AssertionError("nothing is moved in " + source);
    }

    public List<Label> labels() {
        Point shift = shift();
        List<Label> labels = new ArrayList<>();
        for (Element text : all("text")) {
            String content = text.getTextContent();
            double size = number(text, "font-size");
            double width = text.getAttribute("font-weight").equals("bold")
                    ? Text.boldWidth(content, size)
                    : Text.width(content, size);
            double x = number(text, "x") + shift.x();
            double left = switch (text.getAttribute("text-anchor")) {
                case "middle" -> x - width / 2;
                case "end" -> x - width;
                default -> x;
            };
            double baseline = number(text, "y") + shift.y();
            Rect bounds = new Rect(left, baseline - 0.75 * size, width, 0.95 * size);
            labels.add(new Label(content, text.getAttribute("class"), bounds));
        }
        return labels;
    }

    public static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static List<Double> numbers(String text) {
        List<Double> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            numbers.add(Double.valueOf(matcher.group()));
        }
        return numbers;
    }

    /** Points along the wire of an edge, closer than a pixel or two to each other. */
    public List<Point> wire(String edgeId) {
        Element path = (Element) group(edgeId).getElementsByTagName("path").item(0);
        List<Point> points = new ArrayList<>();
        Point at = new Point(0, 0);
        Matcher command = COMMAND.matcher(path.getAttribute("d"));
        while (command.find()) {
            List<Double> n = numbers(command.group(2));
            Point from = at;
            switch (command.group(1)) {
                case "M" -> at = new Point(n.get(0), n.get(1));
                case "H", "L" -> {
                    at = new Point(n.get(0), n.size() > 1 ? n.get(1) : from.y());
                    sample(from, from, at, at, points);
                }
                default -> {
                    at = new Point(n.get(4), n.get(5));
                    sample(from, new Point(n.get(0), n.get(1)), new Point(n.get(2), n.get(3)), at, points);
                }
            }
        }
        return points;
    }

    private static void sample(Point a, Point b, Point c, Point d, List<Point> points) {
        int steps = (int) (Math.hypot(d.x() - a.x(), d.y() - a.y()) / 2) + 2;
        for (int i = 0; i <= steps; i++) {
            double t = (double) i / steps;
            double s = 1 - t;
            points.add(new Point(
                    s * s * s * a.x() + 3 * s * s * t * b.x() + 3 * s * t * t * c.x() + t * t * t * d.x(),
                    s * s * s * a.y() + 3 * s * s * t * b.y() + 3 * s * t * t * c.y() + t * t * t * d.y()));
        }
    }
}
