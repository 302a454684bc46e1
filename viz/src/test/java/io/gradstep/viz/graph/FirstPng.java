package io.gradstep.viz.graph;

import io.gradstep.viz.LayoutException;

/** Draws one PNG, for a test that starts a JVM of its own; what goes wrong is printed. */
final class FirstPng {
    private FirstPng() {}

    public static void main(String[] args) {
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                System.out.println("drew " + Picture.of(Graphs.lecture()).png().length + " bytes");
            } catch (LayoutException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
