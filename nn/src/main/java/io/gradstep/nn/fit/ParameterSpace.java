package io.gradstep.nn.fit;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.expr.Printer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters that a fit looks for: those of all its curves, by name, each with its start and its bounds. */
final class ParameterSpace {
    private final ImmutableList<String> names;
    private final double[] start;
    private final ImmutableList<Bounds> bounds;

    private ParameterSpace(List<String> names, double[] start, List<Bounds> bounds) {
        this.names = ImmutableList.copyOf(names);
        this.start = start;
        this.bounds = ImmutableList.copyOf(bounds);
    }

    /** Joins the parameters of curves; one of the same name is the same parameter, with the first curve's start. */
    static ParameterSpace of(List<Curve> curves) {
        Map<String, Double> start = new LinkedHashMap<>();
        Map<String, Bounds> limits = new LinkedHashMap<>();
        for (Curve curve : curves) {
            for (int k = 0; k < curve.parameterNames().size(); k++) {
                String name = curve.parameterNames().get(k);
                start.putIfAbsent(name, curve.start()[k]);
                Bounds bounds = curve.bounds(name);
                Bounds other = limits.getOrDefault(name, Bounds.NONE);
                limits.put(
                        name,
                        new Bounds(Math.max(bounds.lower(), other.lower()), Math.min(bounds.upper(), other.upper())));
            }
        }
        for (Curve curve : curves) {
            curve.fixed().keySet().forEach(name -> refuseIfFree(name, "fixed", start));
            curve.ties().keySet().forEach(name -> refuseIfFree(name, "tied", start));
        }
        List<String> names = new ArrayList<>(start.keySet());
        for (String name : names) {
            Bounds both = limits.getOrDefault(name, Bounds.NONE);
            if (!both.hold(start.getOrDefault(name, 0.0))) {
                throw new IllegalArgumentException("%s starts at %s in one curve, out of the bounds of another, %s"
                        .formatted(
                                Printer.name(name),
                                Printer.ASCII.number(start.getOrDefault(name, 0.0)),
                                both.of(name)));
            }
        }
        return new ParameterSpace(
                names,
                start.values().stream().mapToDouble(Double::doubleValue).toArray(),
                names.stream()
                        .map(name -> limits.getOrDefault(name, Bounds.NONE))
                        .toList());
    }

    private static void refuseIfFree(String name, String how, Map<String, Double> start) {
        if (start.containsKey(name)) {
            throw new IllegalArgumentException("%s is %s in one curve and free in another; treat it the same in both"
                    .formatted(Printer.name(name), how));
        }
    }

    /** Returns this space with a parameter that is held at a number. */
    ParameterSpace holding(int k, double number) {
        double[] from = start.clone();
        from[k] = number;
        List<Bounds> limits = new ArrayList<>(bounds);
        limits.set(k, new Bounds(number, number));
        return new ParameterSpace(names, from, limits);
    }

    /** Moves parameters to the nearest ones within the bounds. */
    double[] clamp(double[] at) {
        double[] clamped = at.clone();
        for (int k = 0; k < clamped.length; k++) {
            clamped[k] = Math.min(
                    Math.max(at[k], bounds.get(k).lower()), bounds.get(k).upper());
        }
        return clamped;
    }

    ImmutableList<String> names() {
        return names;
    }

    int size() {
        return names.size();
    }

    double[] start() {
        return start.clone();
    }

    Bounds bounds(int k) {
        return bounds.get(k);
    }

    boolean isBounded() {
        return bounds.stream().anyMatch(limits -> !limits.equals(Bounds.NONE));
    }
}
