/** What all calls share: bodies, headers, parameters, cursors, answers. */
@NullMarked
package io.groat.router.http;

import org.jspecify.annotations.NullMarked;
