package io.gradstep.demos.fit;

import java.util.List;

/**
 * Problems with certified results: National Institute of Standards and Technology, Statistical Reference Datasets,
 * nonlinear regression.
 */
final class ReferenceProblem {
    static final ReferenceProblem MISRA1A = new ReferenceProblem(
            "Misra1a",
            "b1*(1 - exp(-b2*x))",
            new double[] {
                77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0
            },
            new double[] {
                10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78
            },
            new double[][] {{500, 0.0001}, {250, 0.0005}},
            new double[] {2.3894212918E+02, 5.5015643181E-04},
            new double[] {2.7070075241E+00, 7.2668688436E-06},
            1.0187876330E-01);

    static final ReferenceProblem DAN_WOOD = new ReferenceProblem(
            "DanWood",
            "b1*x^b2",
            new double[] {1.309, 1.471, 1.490, 1.565, 1.611, 1.680},
            new double[] {2.138, 3.421, 3.597, 4.340, 4.882, 5.660},
            new double[][] {{1, 5}, {0.7, 4}},
            new double[] {7.6886226176E-01, 3.8604055871E+00},
            new double[] {1.8281973860E-02, 5.1726610913E-02},
            3.2853114039E-02);

    /** Its first start, (1, 1), lies in a valley that leads away from the minimum, and is left out. */
    static final ReferenceProblem BOX_BOD = new ReferenceProblem(
            "BoxBOD",
            "b1*(1 - exp(-b2*x))",
            new double[] {1, 2, 3, 5, 7, 10},
            new double[] {109, 149, 149, 191, 213, 224},
            new double[][] {{100, 0.75}},
            new double[] {2.1380940889E+02, 5.4723748542E-01},
            new double[] {1.2354515176E+01, 1.0455993237E-01},
            1.7088072423E+01);

    static final ReferenceProblem THURBER = new ReferenceProblem(
            "Thurber",
            "(b1 + b2*x + b3*x^2 + b4*x^3) / (1 + b5*x + b6*x^2 + b7*x^3)",
            new double[] {
                -3.067, -2.981, -2.921, -2.912, -2.840, -2.797, -2.702, -2.699, -2.633, -2.481, -2.363, -2.322, -1.501,
                -1.460, -1.274, -1.212, -1.100, -1.046, -0.915, -0.714, -0.566, -0.545, -0.400, -0.309, -0.109, -0.103,
                0.010, 0.119, 0.377, 0.790, 0.963, 1.006, 1.115, 1.572, 1.841, 2.047, 2.200
            },
            new double[] {
                80.574, 84.248, 87.264, 87.195, 89.076, 89.608, 89.868, 90.101, 92.405, 95.854, 100.696, 101.060,
                401.672, 390.724, 567.534, 635.316, 733.054, 759.087, 894.206, 990.785, 1090.109, 1080.914, 1122.643,
                1178.351, 1260.531, 1273.514, 1288.339, 1327.543, 1353.863, 1414.509, 1425.208, 1421.384, 1442.962,
                1464.350, 1468.705, 1447.894, 1457.628
            },
            new double[][] {{1000, 1000, 400, 40, 0.7, 0.3, 0.03}, {1300, 1500, 500, 75, 1, 0.4, 0.05}},
            new double[] {
                1.2881396800E+03,
                1.4910792535E+03,
                5.8323836877E+02,
                7.5416644291E+01,
                9.6629502864E-01,
                3.9797285797E-01,
                4.9727297349E-02
            },
            new double[] {
                4.6647963344E+00,
                3.9571156086E+01,
                2.8698696102E+01,
                5.5675370270E+00,
                3.1333340687E-02,
                1.4984928198E-02,
                6.5842344623E-03
            },
            1.3714600784E+01);

    private final String name;
    final String formula;
    final double[] x;
    final double[] y;
    final double[][] starts;
    final double[] certified;
    final double[] errors;
    final double deviation;

    private ReferenceProblem(
            String name,
            String formula,
            double[] x,
            double[] y,
            double[][] starts,
            double[] certified,
            double[] errors,
            double deviation) {
        this.name = name;
        this.formula = formula;
        this.x = x;
        this.y = y;
        this.starts = starts;
        this.certified = certified;
        this.errors = errors;
        this.deviation = deviation;
    }

    static List<ReferenceProblem> all() {
        return List.of(MISRA1A, DAN_WOOD, BOX_BOD, THURBER);
    }

    @Override
    public String toString() {
        return name;
    }
}
