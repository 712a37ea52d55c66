package io.groat.router.auth.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.db.Column;
import io.groat.router.RunningRouter;
import org.junit.jupiter.api.Test;

class UserRowsIT {

    @Test
    void theSchemaHasTheseColumnsAndNoOther() {
        assertThat(UserRows.TABLE.columns().stream().map(Column::name))
                .containsExactlyInAnyOrderElementsOf(RunningRouter.shared().columnsOf("users"));
    }
}
