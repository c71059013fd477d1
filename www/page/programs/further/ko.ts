/** The same in Korean. */
import type { en } from './en';

export const ko = {
  'further.lead':
    '같은 파일을 고치지 않고 여러분의 Python과 클러스터에서 그대로 실행할 수 있습니다. 클러스터에서는 옆에 둔 드라이버 파일이 프로그램의 프로세스와 풀을 작업으로 바꿉니다. 답은 같고, 걸린 시간도 출력됩니다.',
  'further.program': '프로그램',
  'further.driver': '{system}용 드라이버',
  'further.python.is': 'Python만 있으면 됩니다. 프로세스는 여러분 컴퓨터의 프로세스입니다.',
  'further.dask.is':
    '주소를 주지 않으면 이 컴퓨터의 코어마다 워커를 하나씩 시작하고, 스케줄러의 주소를 주면 그 클러스터를 씁니다.',
  'further.ray.is':
    '주소를 주지 않으면 이 컴퓨터에서 Ray를 시작하고, 헤드 노드의 주소를 주면 그 클러스터를 씁니다.',
  'further.mpi.is':
    '랭크 하나가 프로그램을 실행하고 나머지가 작업을 맡습니다. 프로세스마다 랭크가 하나씩 필요하므로 열 개라면 -n 12로 실행합니다.',
  'further.limits':
    '이때 큐, 파이프, 락, 공유 배열은 모든 컴퓨터가 네트워크로 접근하는 매니저 하나에 놓입니다. 쓸 때마다 메시지가 오가므로 메모리보다 훨씬 느립니다. 작업은 밖에서 끝낼 수 없어 terminate()는 거부됩니다.',
} as const satisfies Record<keyof typeof en, string>;
