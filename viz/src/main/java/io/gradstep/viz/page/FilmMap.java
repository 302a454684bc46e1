package io.gradstep.viz.page;

import io.gradstep.viz.chart.DecisionMap;
import io.gradstep.viz.chart.DecisionMapDrawing;
import io.gradstep.viz.page.parts.Json;
import io.gradstep.viz.svg.Palette;
import io.gradstep.viz.svg.Theme;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The map of a film: the decisions of each frame's classifier. */
final class FilmMap {
    private final DecisionMap map;
    private final List<DecisionMapDrawing> frames = new ArrayList<>();

    FilmMap(DecisionMap map) {
        this.map = map;
    }

    void add(DecisionMap.Scores scores) {
        frames.add(map.frame(scores));
    }

    /** The last frame. */
    String svg() {
        return frames.get(frames.size() - 1).svg();
    }

    String facts(int frame) {
        DecisionMapDrawing drawing = frames.get(frame);
        return drawing.wrong() + " of " + drawing.size() + " misclassified";
    }

    void write(Json json) {
        DecisionMapDrawing first = frames.get(0);
        json.beginObject();
        json.name("size").number(first.size());
        json.name("shade").number(DecisionMapDrawing.SHADE);
        json.name("borderWidth").number(DecisionMapDrawing.BORDER_WIDTH);
        json.name("ring").number(DecisionMapDrawing.RING);
        json.name("ringWidth").number(DecisionMapDrawing.RING_WIDTH);
        json.name("classes").beginArray();
        for (int k = 0; k < first.classCount(); k++) {
            Theme colour = Palette.mark(k);
            json.beginArray().string(colour.cssClass()).string(colour.light()).endArray();
        }
        json.endArray();
        // Few samples ever have a ring; the page needs the positions of those only.
        Map<Integer, Integer> ringed = new LinkedHashMap<>();
        json.name("frames").beginArray();
        frames.forEach(frame -> write(json, frame, ringed));
        json.endArray();
        json.name("x").beginArray();
        ringed.keySet().forEach(sample -> json.coordinate(first.position(sample).x()));
        json.endArray();
        json.name("y").beginArray();
        ringed.keySet().forEach(sample -> json.coordinate(first.position(sample).y()));
        json.endArray();
        json.endObject();
    }

    private static void write(Json json, DecisionMapDrawing frame, Map<Integer, Integer> ringed) {
        json.beginObject();
        json.name("wrong").number(frame.wrong());
        json.name("areas").beginArray();
        for (int k = 0; k < frame.classCount(); k++) {
            json.beginArray();
            frame.areas(k).stream().filter(area -> !area.isEmpty()).forEach(json::string);
            json.endArray();
        }
        json.endArray();
        json.name("border").string(frame.borders());
        json.name("ringed").beginArray();
        for (int sample : frame.ringed()) {
            json.number(ringed.computeIfAbsent(sample, unseen -> ringed.size()).intValue());
        }
        json.endArray();
        json.endObject();
    }
}
