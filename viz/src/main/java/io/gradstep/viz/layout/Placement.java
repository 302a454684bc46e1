package io.gradstep.viz.layout;

import io.gradstep.viz.svg.Bezier;
import io.gradstep.viz.svg.Rect;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of a layout: the position of each box of a {@link Skeleton} and the curve of each link, by id. The boxes
 * begin at (0, 0).
 *
 * @param width of all boxes together, in pixels
 * @param height of all boxes together, in pixels
 */
public record Placement(double width, double height, Map<String, Rect> boxes, Map<String, Bezier> links) {
    public Placement {
        // Not Map.copyOf, whose order changes with every run of the JVM.
        boxes = Collections.unmodifiableMap(new LinkedHashMap<>(boxes));
        links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
    }

    public Rect box(String id) {
        Rect box = boxes.get(id);
        if (box == null) {
            throw new IllegalArgumentException("no box " + id);
        }
        return box;
    }

    Bezier link(String id) {
        Bezier link = links.get(id);
        if (link == null) {
            throw new IllegalArgumentException("no link " + id);
        }
        return link;
    }
}
