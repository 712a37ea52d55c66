package io.groat.router.config;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The API's description, kept by hand in {@code openapi.yaml} and shown by springdoc. A test holds it to the routes. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    /** Read by SnakeYAML itself, for Jackson's reader knows no merge keys. */
    @Bean
    OpenAPI openApi() throws IOException {
        try (var text = new ClassPathResource("openapi.yaml").getInputStream()) {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return Json31.mapper().convertValue(tree, OpenAPI.class);
        }
    }
}
