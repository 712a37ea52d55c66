package io.groat.web.config;

import io.groat.web.document.ApiInfo;
import io.groat.web.document.ApiPages;
import io.groat.web.http.RouteTable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** The API's document, for a service that says what its API is. */
@AutoConfiguration(after = WebConfiguration.class)
@ConditionalOnBean(ApiInfo.class)
public class DocumentConfiguration {

    @Bean
    ApiPages apiPages(ApiInfo info, RouteTable routes) {
        return new ApiPages(info, routes.routes());
    }
}
