/** How the service is put together. */
@NullMarked
package io.groat.router.config;

import org.jspecify.annotations.NullMarked;
