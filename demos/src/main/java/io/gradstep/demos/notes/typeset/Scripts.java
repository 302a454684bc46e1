package io.gradstep.demos.notes.typeset;

/** Raised and lowered characters, and the ordinary ones that they stand for. */
final class Scripts {
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱʲᵏˡᴸᴺᵀ";
    private static final String RAISED_MEANS = "0123456789+−=()nijklLNT";
    private static final String LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙᵢⱼₖₗₜᵤᵣₓₘₚₛ";
    private static final String LOWERED_MEANS = "0123456789+−=()nijklturxmps";

    /** Is set as a superscript, though it is raised already. */
    private static final char PRIME = '′';

    private Scripts() {}

    static boolean isRaised(char character) {
        return character == PRIME || RAISED.indexOf(character) >= 0;
    }

    static boolean isLowered(char character) {
        return LOWERED.indexOf(character) >= 0;
    }

    static boolean isScript(char character) {
        return isRaised(character) || isLowered(character);
    }

    /** {@return the ordinary character that a raised or lowered one stands for, and any other as it is} */
    static char plain(char character) {
        int raised = RAISED.indexOf(character);
        int lowered = LOWERED.indexOf(character);
        return raised >= 0 ? RAISED_MEANS.charAt(raised) : lowered >= 0 ? LOWERED_MEANS.charAt(lowered) : character;
    }
}
