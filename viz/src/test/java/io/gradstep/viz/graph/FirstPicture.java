package io.gradstep.viz.graph;

import io.gradstep.viz.layout.Layout;

/** A program that draws one picture without Graphviz and says how long that took: for {@link ColdStartTest}. */
final class FirstPicture {
    private FirstPicture() {}

    public static void main(String[] arguments) {
        System.setProperty(Layout.PROPERTY, "java");
        long start = System.nanoTime();
        int length = Picture.of(Graphs.lecture()).svg().length();
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.println("drew " + length + " characters in " + millis + " ms");
    }
}
