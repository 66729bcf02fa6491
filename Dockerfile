# One image for all of Slotkeeper's processes; docker-compose.yml chooses by command. Debian, not Alpine: Temporal's
# native library needs glibc.
FROM node:22.23.3-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:22.23.3-bookworm-slim
# Temporal's native library verifies TLS with the system's certificates, which the slim image lacks.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/*
# Stack traces name the lines of the sources.
ENV NODE_ENV=production NODE_OPTIONS=--enable-source-maps
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# `docker compose exec api slotkeeper list`
RUN ln -s /app/dist/cli/slotkeeper.js /usr/local/bin/slotkeeper
USER node
EXPOSE 3000
CMD ["node", "dist/api/main.js"]
