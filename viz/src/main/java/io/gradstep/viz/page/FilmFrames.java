package io.gradstep.viz.page;

import io.gradstep.viz.page.parts.Json;
import io.gradstep.viz.svg.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The frames of a film: what they count, their numbers, and the dead neurons of each. */
final class FilmFrames {
    private static final int MAX_NAMED = 4;

    private final List<Integer> epochs = new ArrayList<>();
    private final List<List<String>> dead = new ArrayList<>();
    private String unit = "epoch";

    void counting(String name) {
        if (!name.matches("[a-z]+")) {
            throw new IllegalArgumentException("a unit is a word of letters from a to z, not '" + name + "'");
        }
        unit = name;
    }

    void add(int epoch) {
        int before = epochs.isEmpty() ? -1 : epochs.get(epochs.size() - 1);
        if (epoch <= before) {
            throw new IllegalArgumentException("the frame of %s %d%s"
                    .formatted(
                            unit,
                            epoch,
                            before < 0
                                    ? " is invalid: %s count from 0".formatted(units())
                                    : " cannot follow that of %s %d".formatted(unit, before)));
        }
        epochs.add(epoch);
        dead.add(List.of());
    }

    /** Names the dead neurons of the last frame. */
    void dead(List<String> names) {
        if (dead.isEmpty()) {
            throw new IllegalStateException("dead neurons belong to a frame, and there is none yet");
        }
        dead.set(dead.size() - 1, List.copyOf(names));
    }

    List<Integer> epochs() {
        return Collections.unmodifiableList(epochs);
    }

    String unit() {
        return unit;
    }

    String units() {
        return unit + (unit.endsWith("tch") ? "es" : "s");
    }

    /** The last frame in words, without what it shows. */
    String last() {
        int epoch = epochs.get(epochs.size() - 1);
        return Character.toUpperCase(unit.charAt(0)) + unit.substring(1) + " " + epoch
                + (epoch == 0 ? ", before training" : "");
    }

    /** The warning of dead neurons in the last frame, as the page writes it too; empty if there are none. */
    String warning() {
        List<String> names = dead.get(dead.size() - 1);
        if (names.isEmpty()) {
            return "";
        }
        String shown = String.join(", ", names.subList(0, Math.min(MAX_NAMED, names.size())));
        String more = names.size() > MAX_NAMED ? " and %d more".formatted(names.size() - MAX_NAMED) : "";
        return "⚠ " + names.size() + " dead (" + shown + more + ")";
    }

    /** Writes the members of an object. */
    void write(Json json) {
        json.name("unit").string(unit);
        json.name("epochs").beginArray();
        epochs.forEach(json::number);
        json.endArray();
        json.name("dead").beginArray();
        for (List<String> names : dead) {
            json.beginArray();
            names.forEach(name -> json.string(Text.visible(name)));
            json.endArray();
        }
        json.endArray();
    }
}
