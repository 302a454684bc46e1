package io.gradstep.viz.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The input of a layout engine: boxes of fixed size and links between them, with our ids and without text. So no engine
 * measures a font, fails on a name or decides what is drawn.
 *
 * <p>Links run from left to right. Those that lead to one box arrive in the order in which they are listed, from top to
 * bottom, as far as the graph allows. Engines are asked for this picture on its side, from top to bottom, where they
 * keep to that order better; {@link PlacementReader} turns it back.
 *
 * @param boxGap the least distance between two boxes above each other, in pixels
 * @param columnGap the least distance between two columns of boxes, in pixels
 */
public record Skeleton(List<Box> boxes, List<Link> links, int boxGap, int columnGap) {
    // What no engine takes for a keyword and every engine prints back as it stands: a hyphen comes back as an entity.
    private static final Pattern ID = Pattern.compile("[a-z][0-9_]+");
    private static final double PIXELS_PER_INCH = 72;

    /** From this many boxes on, engines stop at a good layout instead of searching for the best. */
    static final int MANY_BOXES = 100;

    /**
     * A box to be placed.
     *
     * @param width in pixels; whole, because engines round
     * @param height in pixels
     */
    public record Box(String id, int width, int height) {
        public Box {
            requireId(id);
            if (width < 1 || height < 1) {
                throw new IllegalArgumentException("box " + id + " is empty: " + width + " by " + height);
            }
        }
    }

    /**
     * A link from the right side of one box to the left side of another.
     *
     * @param weight how much is lost if the link is long or bent; at least 1
     */
    public record Link(String id, String from, String to, int weight) {
        public Link {
            requireId(id);
        }
    }

    public Skeleton {
        boxes = List.copyOf(boxes);
        links = List.copyOf(links);
        if (boxes.isEmpty()) {
            throw new IllegalArgumentException("a picture has at least one box");
        }
    }

    private static void requireId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not an id for a layout engine: " + id);
        }
    }

    /**
     * The side or corner of its box at which each link ends, on the picture's side: corners for the first and the last,
     * so that the order asked for is the one with fewest crossings.
     */
    List<String> headPorts() {
        Map<String, Integer> arriving = new HashMap<>();
        links.forEach(link -> arriving.merge(link.to(), 1, Integer::sum));
        Map<String, Integer> arrived = new HashMap<>();
        List<String> ports = new ArrayList<>();
        for (Link link : links) {
            int arrival = arrived.merge(link.to(), 1, Integer::sum);
            int count = arriving.getOrDefault(link.to(), 1);
            ports.add(count == 1 ? "n" : arrival == 1 ? "nw" : arrival == count ? "ne" : "n");
        }
        return ports;
    }

    /** The skeleton in Graphviz's language, one statement a line. */
    String dot() {
        StringBuilder dot = new StringBuilder("digraph {\n");
        dot.append("graph [ordering=in, nodesep=").append(inches(boxGap));
        dot.append(", ranksep=").append(inches(columnGap));
        dot.append(boxes.size() < MANY_BOXES ? "" : ", nslimit=1, nslimit1=1").append("]\n");
        dot.append("node [shape=box, fixedsize=true, label=\"\"]\n");
        dot.append("edge [arrowhead=none, tailport=s]\n");
        for (Box box : boxes) {
            dot.append(box.id()).append(" [id=").append(box.id());
            dot.append(", width=").append(inches(box.height()));
            dot.append(", height=").append(inches(box.width())).append("]\n");
        }
        List<String> ports = headPorts();
        for (int i = 0; i < links.size(); i++) {
            Link link = links.get(i);
            dot.append(link.from())
                    .append(" -> ")
                    .append(link.to())
                    .append(" [id=")
                    .append(link.id());
            dot.append(", headport=").append(ports.get(i));
            dot.append(", weight=").append(link.weight()).append("]\n");
        }
        return dot.append("}\n").toString();
    }

    private static double inches(int pixels) {
        return pixels / PIXELS_PER_INCH;
    }
}
