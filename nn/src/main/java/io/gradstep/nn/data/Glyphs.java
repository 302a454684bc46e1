package io.gradstep.nn.data;

import java.util.List;
import java.util.stream.IntStream;

/** Small drawings of the ten digits. */
final class Glyphs {
    /** The images are squares of this many pixels a side. */
    static final int SIDE = 8;

    /** The classes. */
    static final List<String> NAMES =
            IntStream.range(0, 10).mapToObj(String::valueOf).toList();

    /** The size of the drawings, which leave a margin of one pixel so that a shift cuts nothing off. */
    private static final int DRAWN = SIDE - 2;

    private static final List<String> DRAWINGS = """
            .####. ..##.. .####. #####. ...##. ###### .####. ###### .####. .####.
            ##..## .###.. ##..## ....## ..###. ##.... ##.... ....## ##..## ##..##
            ##..## ..##.. ....## ..###. .#.##. #####. #####. ...##. .####. ##..##
            ##..## ..##.. ..###. ....## ###### ....## ##..## ..##.. ##..## .#####
            ##..## ..##.. .##... ....## ...##. ##..## ##..## ..##.. ##..## ....##
            .####. .####. ###### #####. ...##. .####. .####. .##... .####. .####.
            """.lines().toList();

    private Glyphs() {}

    /**
     * An image of a digit: 1 for ink, 0 for paper, row by row.
     *
     * @param right the shift to the right, −1 to 1
     * @param down the shift down, −1 to 1
     */
    static double[] draw(int digit, int right, int down) {
        double[] image = new double[SIDE * SIDE];
        for (int row = 0; row < DRAWN; row++) {
            for (int column = 0; column < DRAWN; column++) {
                boolean ink = DRAWINGS.get(row).charAt(digit * (DRAWN + 1) + column) == '#';
                image[(row + 1 + down) * SIDE + column + 1 + right] = ink ? 1 : 0;
            }
        }
        return image;
    }
}
