package io.groat.infra.launcher.stack;

import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.demo.Demo;
import io.groat.infra.launcher.demo.HeldPayments;
import io.groat.infra.launcher.demo.MoneyLife;
import io.groat.infra.launcher.demo.ShownFigures;
import io.groat.infra.launcher.demo.TopUp;
import io.groat.infra.launcher.workspace.Secrets;
import io.groat.infra.launcher.workspace.Workspace;
import java.util.List;
import java.util.Optional;

/** The stack of this workspace as it was last started: its plan, its run folder, and the means to change it. */
public final class LocalStack {
    private final Workspace workspace;
    private final Terminal terminal;
    private final RunFolder runFolder;

    public LocalStack(Workspace workspace, Terminal terminal) {
        this.workspace = workspace;
        this.terminal = terminal;
        this.runFolder = new RunFolder(workspace.run());
    }

    public Workspace workspace() {
        return workspace;
    }

    public RunFolder runFolder() {
        return runFolder;
    }

    public Terminal terminal() {
        return terminal;
    }

    /** A new means to start and stop; once it has stopped everything it starts nothing more. */
    public Stack control() {
        return new Stack(workspace, runFolder, terminal);
    }

    /** The plan by which the stack was last started; the plain one when it never was. */
    public StackPlan plan() {
        Optional<StackRecord> record = runFolder.stack();
        return plan(
                record.map(StackRecord::portOffset).orElse(0),
                record.map(StackRecord::servicesToo).orElse(true));
    }

    public StackPlan plan(int portOffset, boolean servicesToo) {
        return new StackPlan(workspace, Secrets.in(workspace.secrets()), portOffset, servicesToo);
    }

    /** Whether a launcher that started the stack still runs in some terminal. */
    public boolean launcherAlive() {
        return runFolder
                .stack()
                .filter(record -> !record.detached())
                .map(record -> record.launcher().alive())
                .orElse(false);
    }

    /** Whether the stack runs as somebody wants it to, not as what a killed launcher left behind. */
    public boolean up() {
        boolean detached = runFolder.stack().map(StackRecord::detached).orElse(false);
        return launcherAlive() || (detached && !runFolder.alive().isEmpty());
    }

    /** The parts that ended although nobody stopped them, as last started. */
    public List<RunRecord> ended() {
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
    public boolean demonstrate(StackPlan plan) {
        String operator = workspace.keys().of("operator").bearer();
        ShownFigures figures = new ShownFigures(
                terminal,
                plan.routerPort(),
                plan.sinkPort(),
                workspace.keys().of("analyst").bearer(),
                workspace.shown(workspace.keysFolder().resolve("analyst")));
        Demo demo = new Demo(terminal, plan.routerPort(), operator, figures::await);
        boolean good = demo.run();
        good &= new MoneyLife(terminal, plan.routerPort(), operator).show();
        good &= new TopUp(terminal, plan.routerPort(), operator).show();
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

    public Part part(String name) {
        StackPlan plan = plan();
        return plan.find(name).orElseThrow(() -> new UnknownPart(name, plan.names()));
    }
}
