package io.gradstep.engine.expr;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Op;
import io.gradstep.engine.expr.Instruction.Apply;
import io.gradstep.engine.expr.Instruction.Expand;
import io.gradstep.engine.expr.Instruction.Load;
import io.gradstep.engine.expr.Instruction.Push;
import io.gradstep.engine.expr.Token.Kind;
import io.gradstep.engine.text.Operator;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Parses one expression by Pratt's method, driven by the operators of {@link Op}. An explicit stack of frames replaces
 * recursion, so that only memory limits how deep an expression may nest.
 *
 * <p>The parser alternates between two states: an operand is expected (a number, a name, a prefix operator, an opening
 * parenthesis), or one has just ended (and an infix operator, a closing parenthesis or the end follows).
 */
final class ExpressionParser {
    /** An operator, group or call that waits for the end of an operand. */
    private sealed interface Frame permits Pending, Group, Call {}

    /** An operator that has all operands but the last. */
    private record Pending(Op op) implements Frame {}

    private record Group(Token open) implements Frame {}

    private static final class Call implements Frame {
        final Callee callee;
        final Token name;
        final Token open;
        int operands;

        Call(Callee callee, Token name, Token open) {
            this.callee = callee;
            this.name = name;
            this.open = open;
        }
    }

    private final Scanner scanner;
    private final Scope scope;
    private final ExpressionErrors errors;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final ImmutableList.Builder<Instruction> code = ImmutableList.builder();
    private final boolean named;
    private int parentheses;

    /** The last token read; initially the one before the expression. */
    private Token last;

    /** Begins after a token, which is {@code =} or the end of the previous statement. */
    ExpressionParser(String text, Scanner scanner, Scope scope, Token before) {
        this.scanner = scanner;
        this.scope = scope;
        this.errors = new ExpressionErrors(text);
        this.named = before.is(Kind.ASSIGN);
        this.last = before;
    }

    /** Reads up to the end of the statement. */
    ImmutableList<Instruction> parse() {
        do {
            operand();
        } while (operator());
        return code.build();
    }

    /** Returns the last token of the expression. */
    Token last() {
        return last;
    }

    private void advance() {
        last = scanner.advance(parentheses > 0);
    }

    /** Reads an operand, with the prefix operators and the opening parentheses before it. */
    private void operand() {
        while (true) {
            Token token = scanner.current();
            switch (token.kind()) {
                case NUMBER -> {
                    advance();
                    number(token.number());
                    return;
                }
                case NAME -> {
                    advance();
                    if (!name(token)) {
                        return;
                    }
                }
                case OPEN -> open(new Group(token));
                case OPERATOR -> prefix(token);
                case CLOSE -> {
                    if (!(last.is(Kind.OPEN) && frames.peek() instanceof Call call)) {
                        throw errors.missingOperand(last, token);
                    }
                    throw errors.count(call.name, call.callee, 0);
                }
                default -> throw errors.missingOperand(last, token);
            }
        }
    }

    /** Reads what follows an operand; returns whether another operand must come next. */
    private boolean operator() {
        while (true) {
            Token token = scanner.current();
            switch (token.kind()) {
                case OPERATOR -> {
                    Op op = Vocabulary.infix(token.text());
                    if (op == null) {
                        throw errors.inARow(innermostOpen(), last, token);
                    }
                    infix(op, token);
                    advance();
                    return true;
                }
                case NUMBER, NAME, OPEN -> {
                    if (last.is(Kind.NAME) || (last.is(Kind.NUMBER) && token.is(Kind.NUMBER))) {
                        throw errors.inARow(innermostOpen(), last, token);
                    }
                    infix(Op.MUL, token); // juxtaposition: 2x, 2(x + y), (x + y)z
                    return true;
                }
                case COMMA -> {
                    comma(token);
                    return true;
                }
                case CLOSE -> close(token);
                case ASSIGN -> throw errors.assignment(innermostOpen(), named, token);
                case SEMICOLON, NEWLINE, END -> {
                    end();
                    return false;
                }
            }
        }
    }

    /** A minus before a number is part of it, unless a tighter operator follows: −2² is −(2²). */
    private void number(double number) {
        double signed = number;
        if (frames.peek() instanceof Pending pending
                && pending.op == Op.NEG
                && !bindsTighter(scanner.current(), Op.NEG)) {
            frames.pop();
            signed = Op.NEG.forward(number);
        }
        code.add(new Push(signed));
    }

    private static boolean bindsTighter(Token token, Op than) {
        Op op = token.is(Kind.OPERATOR) ? Vocabulary.infix(token.text()) : null;
        return op != null
                && Vocabulary.operator(op).precedence()
                        > Vocabulary.operator(than).precedence();
    }

    /** Returns whether the name is a function, so that an operand is still expected. */
    private boolean name(Token name) {
        Token next = scanner.current();
        Double number = name.quoted() ? null : Vocabulary.NUMBER_WORDS.get(name.text());
        Op function = name.quoted() ? null : Vocabulary.function(name.text());
        if (function == null && number == null && !next.is(Kind.OPEN)) {
            code.add(new Load(scope.use(name)));
            return false;
        }
        if (!next.is(Kind.OPEN)) {
            if (number == null) {
                throw errors.functionWithoutOperands(name, next);
            }
            number(number);
            return false;
        }
        Callee callee = function != null ? new Callee.OfOp(function) : called(name);
        if (callee == null) {
            throw errors.notAFunction(name, next, number == null && !scope.isKnown(name.text()), frames.isEmpty());
        }
        open(new Call(callee, name, next));
        return true;
    }

    /** Returns what a gate symbol such as σ calls, or a shorthand that is not also a name; null for any other name. */
    private @Nullable Callee called(Token name) {
        Callee callee = name.quoted() ? null : Vocabulary.called(name.text());
        if (callee instanceof Callee.OfOp symbol) {
            scope.call(name, symbol.op());
        } else if (callee != null && scope.isKnown(name.text())) {
            return null;
        }
        return callee;
    }

    private void open(Frame frame) {
        frames.push(frame);
        parentheses++;
        advance();
    }

    private void prefix(Token token) {
        Op op = Vocabulary.prefix(token.text());
        if (op == null) {
            throw errors.missingOperand(last, token);
        }
        frames.push(new Pending(op));
        advance();
    }

    private void infix(Op op, Token token) {
        Operator operator = Vocabulary.operator(op);
        while (frames.peek() instanceof Pending pending && bindsBefore(Vocabulary.operator(pending.op), operator)) {
            if (operator.isComparison() && Vocabulary.operator(pending.op).isComparison()) {
                throw errors.chainOfComparisons(token);
            }
            apply();
        }
        frames.push(new Pending(op));
    }

    private static boolean bindsBefore(Operator left, Operator right) {
        return left.precedence() > right.precedence()
                || (left.precedence() == right.precedence() && !right.rightAssociative());
    }

    private void applyAll() {
        while (frames.peek() instanceof Pending) {
            apply();
        }
    }

    private void apply() {
        Op op = ((Pending) frames.pop()).op;
        code.add(new Apply(op, op.minOperands()));
    }

    private void comma(Token token) {
        applyAll();
        if (!(frames.peek() instanceof Call call)) {
            throw errors.comma(last, token);
        }
        endOperand(call);
        advance();
    }

    private void close(Token token) {
        applyAll();
        Frame frame = frames.poll();
        if (frame == null) {
            throw errors.nothingToClose(token);
        }
        if (frame instanceof Call call) {
            endOperand(call);
            if (!call.callee.accepts(call.operands)) {
                throw errors.count(call.name, call.callee, call.operands);
            }
            if (call.callee instanceof Shorthand shorthand) {
                code.add(new Expand(shorthand, call.operands));
            } else if (call.callee instanceof Callee.OfOp called && !called.op().folds()) {
                code.add(new Apply(called.op(), call.operands));
            }
        }
        parentheses--;
        advance();
    }

    /** Counts an operand. max(a, b, c) is max(max(a, b), c): from the second operand on, each is applied at once. */
    private void endOperand(Call call) {
        call.operands++;
        if (call.callee instanceof Callee.OfOp called && called.op().folds() && call.operands >= 2) {
            code.add(new Apply(called.op(), 2));
        }
    }

    private void end() {
        applyAll();
        Token open = innermostOpen();
        if (open != null) {
            throw errors.neverClosed(open);
        }
    }

    private @Nullable Token innermostOpen() {
        for (Frame frame : frames) {
            if (frame instanceof Group group) {
                return group.open;
            }
            if (frame instanceof Call call) {
                return call.open;
            }
        }
        return null;
    }
}
