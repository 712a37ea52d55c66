package io.groat.infra.launcher;

import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.demo.Demo;
import io.groat.infra.launcher.demo.HeldPayments;
import io.groat.infra.launcher.demo.ShownFigures;
import java.util.List;
import java.util.Optional;

/** The stack of this workspace as it was last started: its plan, its run folder, and the means to change it. */
final class LocalStack {
    private final Workspace workspace;
    private final Terminal terminal;
    private final RunFolder runFolder;

    LocalStack(Workspace workspace, Terminal terminal) {
        this.workspace = workspace;
        this.terminal = terminal;
        this.runFolder = new RunFolder(workspace.run());
    }

    Workspace workspace() {
        return workspace;
    }

    RunFolder runFolder() {
        return runFolder;
    }

    Terminal terminal() {
        return terminal;
    }

    /** A new means to start and stop; once it has stopped everything it starts nothing more. */
    Stack control() {
        return new Stack(workspace, runFolder, terminal);
    }

    /** The plan by which the stack was last started; the plain one when it never was. */
    StackPlan plan() {
        Optional<StackRecord> record = runFolder.stack();
        return plan(
                record.map(StackRecord::portOffset).orElse(0),
                record.map(StackRecord::servicesToo).orElse(true));
    }

    StackPlan plan(int portOffset, boolean servicesToo) {
        return new StackPlan(workspace, Secrets.in(workspace.secrets()), portOffset, servicesToo);
    }

    /** Whether a launcher that started the stack still runs in some terminal. */
    boolean launcherAlive() {
        return runFolder
                .stack()
                .filter(record -> !record.detached())
                .map(record -> record.launcher().alive())
                .orElse(false);
    }

    /** Whether the stack runs as somebody wants it to, not as what a killed launcher left behind. */
    boolean up() {
        boolean detached = runFolder.stack().map(StackRecord::detached).orElse(false);
        return launcherAlive() || (detached && !runFolder.alive().isEmpty());
    }

    /** The parts that ended although nobody stopped them, as last started. */
    List<RunRecord> ended() {
        return plan().names().stream()
                .flatMap(name -> runFolder.part(name).stream())
                .filter(RunRecord::wanted)
                .filter(record -> !record.process().alive())
                .toList();
    }

    /**
     * Runs the demonstration on the stack of that plan.
     *
     * @return whether all came out as it has to
     */
    boolean demonstrate(StackPlan plan) {
        String operator = workspace.keys().of("operator").bearer();
        ShownFigures figures = new ShownFigures(
                terminal,
                plan.routerPort(),
                plan.sinkPort(),
                workspace.keys().of("analyst").bearer(),
                workspace.shown(workspace.keysFolder().resolve("analyst")));
        Demo demo = new Demo(terminal, plan.routerPort(), operator, figures::await);
        boolean good = demo.run();
        new HeldPayments(
                        terminal,
                        plan.routerPort(),
                        operator,
                        plan.scorerPort(),
                        workspace.keys().of("analyst").bearer(),
                        workspace.shown(workspace.keysFolder().resolve("analyst")))
                .show();
        figures.show();
        demo.showLinks();
        return good;
    }

    Part part(String name) {
        StackPlan plan = plan();
        return plan.find(name).orElseThrow(() -> new UnknownPart(name, plan.names()));
    }
}
