package io.groat.router;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The shard-router: takes payments over HTTP and has them posted on the shards they concern. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class ShardRouter {
    public static void main(String[] arguments) {
        SpringApplication.run(ShardRouter.class, arguments);
    }
}
