package io.groat.router.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.db.Column;
import io.groat.router.RunningRouter;
import org.junit.jupiter.api.Test;

class ApiKeyRowsIT {

    @Test
    void theSchemaHasTheseColumnsAndNoOther() {
        assertThat(ApiKeyRows.TABLE.columns().stream().map(Column::name))
                .containsExactlyInAnyOrderElementsOf(RunningRouter.shared().columnsOf("api_keys"));
    }
}
