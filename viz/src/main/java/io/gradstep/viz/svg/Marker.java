package io.gradstep.viz.svg;

/** The shapes of single points, so that series and classes differ in more than colour. */
public enum Marker {
    DISC {
        @Override
        public String at(Point p, double r) {
            String arc = "a" + Svg.number(r) + "," + Svg.number(r) + " 0 1,0 ";
            return move(p, -r, 0) + arc + Svg.number(2 * r) + ",0" + arc + Svg.number(-2 * r) + ",0z";
        }
    },
    SQUARE {
        @Override
        public String at(Point p, double r) {
            double half = 0.88 * r;
            String side = Svg.number(2 * half);
            return move(p, -half, -half) + "h" + side + "v" + side + "h-" + side + "z";
        }
    },
    TRIANGLE {
        @Override
        public String at(Point p, double r) {
            return move(p, 0, -1.25 * r) + line(1.15 * r, 2.1 * r) + "h" + Svg.number(-2.3 * r) + "z";
        }
    },
    DIAMOND {
        @Override
        public String at(Point p, double r) {
            double half = 1.25 * r;
            return move(p, 0, -half) + line(half, half) + line(-half, half) + line(-half, -half) + "z";
        }
    },
    CROSS {
        @Override
        public String at(Point p, double r) {
            double arm = 0.72 * r;
            double thick = 0.5 * r;
            return move(p, 0, -thick)
                    + line(arm, -arm)
                    + line(thick, thick)
                    + line(-arm, arm)
                    + line(arm, arm)
                    + line(-thick, thick)
                    + line(-arm, -arm)
                    + line(-arm, arm)
                    + line(-thick, -thick)
                    + line(arm, -arm)
                    + line(-arm, -arm)
                    + line(thick, -thick)
                    + "z";
        }
    },
    UPSIDE_DOWN {
        @Override
        public String at(Point p, double r) {
            return move(p, 0, 1.25 * r) + line(1.15 * r, -2.1 * r) + "h" + Svg.number(-2.3 * r) + "z";
        }
    };

    /** Path data of the shape around a point, extending about {@code r} to each side. */
    public abstract String at(Point p, double r);

    private static String move(Point p, double dx, double dy) {
        return "M" + Svg.point(p.plus(dx, dy));
    }

    private static String line(double dx, double dy) {
        return "l" + Svg.number(dx) + "," + Svg.number(dy);
    }
}
