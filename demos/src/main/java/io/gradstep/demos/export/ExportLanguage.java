package io.gradstep.demos.export;

/** What a network can be written in. */
public enum ExportLanguage {
    /** A script that needs Python 3 and PyTorch. */
    PYTHON {
        @Override
        public String source(WorkedSample sample, String className) {
            return new PythonSource(sample).text();
        }
    },

    /** A class that needs Java 17 or newer and nothing else. */
    JAVA {
        @Override
        public String source(WorkedSample sample, String className) {
            return new JavaSource(sample, className).text();
        }
    };

    /**
     * Writes a network as a program that computes the loss of a sample and its gradient, and compares them with
     * Gradstep's numbers. Linear in the number of parameters.
     *
     * @param sample the network, and what it is compared on
     * @param className what a Java class is called; a script is called nothing
     * @return a whole source file, in ASCII as far as the name is
     */
    public abstract String source(WorkedSample sample, String className);
}
