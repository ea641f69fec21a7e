# One image for all processes: `node src/bot/main.ts`, `src/intake/main.ts` and `src/trainer/main.ts` (see compose.yaml).
FROM node:24-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends espeak-ng ffmpeg tini \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No install script is needed: onnxruntime-node's would fetch CUDA libraries, ffmpeg comes from Debian.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY src src
COPY weights weights
RUN mkdir /data && chown node:node /data
USER node
ENV DATA_DIR=/data MODELS_DIR=/data/models NODE_ENV=production NODE_COMPILE_CACHE=/data/cache/code
VOLUME /data
ENTRYPOINT ["tini", "--"]
CMD ["node", "src/bot/main.ts"]
