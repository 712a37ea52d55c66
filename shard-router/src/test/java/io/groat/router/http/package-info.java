@NullMarked
package io.groat.router.http;

import org.jspecify.annotations.NullMarked;
