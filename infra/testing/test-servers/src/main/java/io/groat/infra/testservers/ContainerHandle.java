package io.groat.infra.testservers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import io.groat.infra.server.Poll;
import io.groat.infra.server.ServerException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A server in a container. The container is made once and then stopped, killed and started by its id, so that its data
 * and its port stay; Testcontainers removes it when the JVM ends.
 */
final class ContainerHandle implements ServerHandle {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final int STOP_SECONDS = 30;

    private final String name;
    private final int port;
    private final BooleanSupplier answers;
    private final GenericContainer<?> container;

    ContainerHandle(String name, String image, int containerPort, int port, BooleanSupplier answers) {
        this.name = name;
        this.port = port;
        this.answers = answers;
        PortBinding binding = new PortBinding(Binding.bindIpAndPort("127.0.0.1", port), ExposedPort.tcp(containerPort));
        this.container = new GenericContainer<>(DockerImageName.parse(image))
                .withExposedPorts(containerPort)
                .withCreateContainerCmdModifier(
                        command -> command.withHostConfig(Optional.ofNullable(command.getHostConfig())
                                .orElseGet(HostConfig::new)
                                .withPortBindings(binding)))
                .withStartupTimeout(START_LIMIT);
    }

    ContainerHandle environment(Map<String, String> variables) {
        container.withEnv(variables);
        return this;
    }

    ContainerHandle command(List<String> parts) {
        container.withCommand(parts.toArray(String[]::new));
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() {
        if (container.getContainerId() == null) {
            container.start();
        } else if (!running()) {
            docker().startContainerCmd(container.getContainerId()).exec();
        }
        if (!Poll.until(START_LIMIT, answers)) {
            throw new ServerException(name + " in a container did not answer on port " + port + " within "
                    + START_LIMIT.toSeconds() + " s. Its log: docker logs " + container.getContainerId());
        }
    }

    @Override
    public void stop() {
        docker().stopContainerCmd(container.getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
    }

    @Override
    public void kill() {
        docker().killContainerCmd(container.getContainerId()).exec();
        Poll.until(Duration.ofSeconds(STOP_SECONDS), () -> !running());
    }

    @Override
    public void pause() {
        docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void resume() {
        docker().unpauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public boolean running() {
        if (container.getContainerId() == null) {
            return false;
        }
        ContainerState state =
                docker().inspectContainerCmd(container.getContainerId()).exec().getState();
        return Boolean.TRUE.equals(state.getRunning());
    }

    @Override
    public String toString() {
        return name + " on port " + port;
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }
}
